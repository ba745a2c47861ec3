import RetentionPanel from 'c/retentionPanel';
import { driversOf } from 'stage/retentionPanelStage';
import type { Panel } from 'stage/panelStage';
import { shown, testStates } from 'stage/panelStage';
import answer from './data/answer.json';

const panel: Panel = {
  tag: 'c-retention-panel',
  component: RetentionPanel,
  object: 'Evenfield_Coverage__c',
  answer
};

describe('retentionPanel', () => {
  it('shows the band with its reasons and says that it is not measured', async () => {
    const element = await shown(panel);
    expect(element.querySelector('[data-name="band"]')?.textContent).toBe('c.Evenfield_Risk_High');
    expect(element.querySelector('[data-name="measured"]')?.textContent).toBe(
      'c.Evenfield_Not_Measured'
    );
    expect(driversOf(element).querySelectorAll('[data-name="signals"] li')).toHaveLength(2);
  });

  it('shows a chance only where it is measured', async () => {
    const [edge] = answer.Evenfield_Coverage__c.edges;
    const of = (measured: boolean): Panel => ({
      ...panel,
      answer: {
        Evenfield_Coverage__c: {
          edges: [
            {
              node: {
                ...edge?.node,
                Risk_Measured__c: { value: measured },
                Churn_Risk__c: { value: 0.34 }
              }
            }
          ]
        }
      }
    });
    const figure = (element: Element): { value?: number } | null =>
      element.querySelector('c-figure');
    const measured = await shown(of(true));
    expect(measured.querySelector('[data-name="measured"]')?.textContent).toBe(
      'c.Evenfield_Measured'
    );
    expect(figure(measured)?.value).toBe(0.34);
    expect(figure(await shown(of(false)))?.value).not.toBe(0.34);
  });

  testStates(panel);
});
