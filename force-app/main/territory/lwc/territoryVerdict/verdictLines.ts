import act from '@salesforce/label/c.Evenfield_Act';
import watch from '@salesforce/label/c.Evenfield_Watch';
import sound from '@salesforce/label/c.Evenfield_Verdict_Sound';
import notMeasured from '@salesforce/label/c.Evenfield_Verdict_Not_Measured';
import turnover from '@salesforce/label/c.Evenfield_Sign_Turnover';
import attainment from '@salesforce/label/c.Evenfield_Sign_Attainment';
import neglect from '@salesforce/label/c.Evenfield_Sign_Neglect';
import overload from '@salesforce/label/c.Evenfield_Sign_Overload';
import activity from '@salesforce/label/c.Evenfield_Sign_Activity';
import travel from '@salesforce/label/c.Evenfield_Sign_Travel';
import saturation from '@salesforce/label/c.Evenfield_Sign_Saturation';
import market from '@salesforce/label/c.Evenfield_Sign_Market';

/** Words and a shape for each level; colour carries nothing alone. */
const levels: Readonly<Record<string, readonly [string, string]>> = {
  Act: [act, 'utility:warning'],
  Watch: [watch, 'utility:info'],
  Sound: [sound, 'utility:success'],
  'Not measured': [notMeasured, 'utility:help']
};

const signs: Readonly<Record<string, string>> = {
  TURNOVER: turnover,
  ATTAINMENT: attainment,
  NEGLECT: neglect,
  OVERLOAD: overload,
  ACTIVITY: activity,
  TRAVEL: travel,
  SATURATION: saturation,
  MARKET: market
};

export interface Level {
  readonly text: string;
  readonly icon: string;
}

export interface SignLine extends Level {
  readonly code: string;
  readonly level: string;
  readonly label: string;
  readonly evidence: string;
  readonly nextStep: string | null;
}

export function levelOf(level: string): Level {
  const [text, icon] = levels[level] ?? [level, 'utility:help'];
  return { text, icon };
}

/** Signs as the service writes them, one a line: "Act NEGLECT: evidence Next: step". */
export function signLines(text: string | null): SignLine[] {
  return (text ?? '').split('\n').flatMap((line): SignLine[] => {
    const [, level, code, evidence, nextStep] =
      /^(Act|Watch|Sound|Not measured) ([A-Z]+): (.*?)(?: Next: (.*))?$/.exec(line) ?? [];
    if (level === undefined || code === undefined || evidence === undefined) return [];
    return [
      {
        ...levelOf(level),
        code,
        level,
        label: signs[code] ?? code,
        evidence,
        nextStep: nextStep ?? null
      }
    ];
  });
}
