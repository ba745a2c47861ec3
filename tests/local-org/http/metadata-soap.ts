import { join } from 'node:path';
import { withChecksum } from '../engine/ids.ts';
import { SalesforceError } from '../engine/types.ts';
import type { Deploy } from '../metadata/deploy.ts';
import { deploy } from '../metadata/deploy.ts';
import type { Site } from './site.ts';

const NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';

/**
 * The Metadata API as far as a deploy goes: `deploy`, `checkDeployStatus` and `cancelDeploy`.
 * @returns the content of the SOAP body
 * @throws SalesforceError for a call that it does not know
 */
export function metadataCall(site: Site, userId: string, body: Buffer): string {
  const xml = body.toString('utf8');
  const zip = /<ZipFile>([^<]*)<\/ZipFile>/.exec(xml)?.[1];
  if (zip !== undefined) return startDeploy(site, userId, zip, xml);
  const status = /<checkDeployStatus>[\s\S]*?<asyncProcessId>(\w+)</.exec(xml)?.[1];
  if (status !== undefined) return statusOf(site, status);
  const cancelled = /<cancelDeploy>[\s\S]*?<String>(\w+)</.exec(xml)?.[1];
  if (cancelled !== undefined)
    return `<cancelDeployResponse xmlns="${NAMESPACE}"><result><done>true</done><id>${cancelled}</id></result></cancelDeployResponse>`;
  throw new SalesforceError(500, 'UNKNOWN_EXCEPTION', 'No operation available for request');
}

function startDeploy(site: Site, userId: string, zip: string, xml: string): string {
  if (!site.org.objectAccess({ userId }, 'Account').modifyAll)
    throw new SalesforceError(
      500,
      'INSUFFICIENT_ACCESS',
      'use of the Metadata API requires a user with the ModifyAllData or ModifyMetadata permissions'
    );
  const number = site.deploys.size + 1;
  const id = withChecksum(`0Af5e${String(number).padStart(10, '0')}`);
  const done = deploy(
    site.org,
    Buffer.from(zip, 'base64'),
    join(site.scratch, `deploy-${String(number)}`),
    { id, userId, checkOnly: /<checkOnly>true</.test(xml) }
  );
  site.deploys.set(id, done);
  return `<deployResponse xmlns="${NAMESPACE}"><result><done>false</done><id>${id}</id><state>Queued</state></result></deployResponse>`;
}

function statusOf(site: Site, id: string): string {
  const found = [...site.deploys.values()].find((one) => one.id.slice(0, 15) === id.slice(0, 15));
  if (found === undefined)
    throw new SalesforceError(500, 'INVALID_ID_FIELD', `No deploy of the id ${id}`);
  return `<checkDeployStatusResponse xmlns="${NAMESPACE}"><result>${resultOf(found)}</result></checkDeployStatusResponse>`;
}

function resultOf(done: Deploy): string {
  const isGood = done.failures.length === 0;
  const moment = new Date(done.at).toISOString();
  const total = done.successes.length + done.failures.length;
  const line = (name: string, value: string | number | boolean): string =>
    `<${name}>${escaped(String(value))}</${name}>`;
  const message = (
    tag: string,
    parts: { fileName: string; fullName: string; componentType: string },
    rest: string
  ): string =>
    `<${tag}><changed>${String(isGood)}</changed>${line('componentType', parts.componentType)}<created>${String(isGood)}</created>${line('createdDate', moment)}<deleted>false</deleted>${line('fileName', parts.fileName)}${line('fullName', parts.fullName)}${rest}</${tag}>`;
  const failures = done.failures.map((failure) =>
    message(
      'componentFailures',
      failure,
      `${line('problem', failure.problem)}<problemType>Error</problemType><success>false</success>`
    )
  );
  const successes = done.successes.map((success) =>
    message('componentSuccesses', success, '<success>true</success>')
  );
  return [
    line('checkOnly', done.checkOnly),
    line('completedDate', moment),
    line('createdBy', done.userId),
    line('createdDate', moment),
    `<details>${failures.join('')}${successes.join('')}<runTestResult><numFailures>0</numFailures><numTestsRun>0</numTestsRun><totalTime>0.0</totalTime></runTestResult></details>`,
    line('done', true),
    line('id', done.id),
    line('ignoreWarnings', false),
    line('lastModifiedDate', moment),
    line('numberComponentErrors', done.failures.length),
    line('numberComponentsDeployed', done.successes.length),
    line('numberComponentsTotal', total),
    line('numberTestErrors', 0),
    line('numberTestsCompleted', 0),
    line('numberTestsTotal', 0),
    line('rollbackOnError', true),
    line('runTestsEnabled', false),
    line('startDate', moment),
    line('status', isGood ? 'Succeeded' : 'Failed'),
    line('success', isGood)
  ].join('');
}

function escaped(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
