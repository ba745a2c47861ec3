import { z } from 'zod';
import { normalId } from '../../engine/ids.ts';
import { SalesforceError } from '../../engine/types.ts';
import type { Call, Reply } from '../exchange.ts';
import { json, jsonObject } from '../exchange.ts';
import type { Resource } from '../router.ts';
import type { SentNotification } from '../sent-notification.ts';

const action = 'customNotificationAction';
const longestTitle = 250;
const longestBody = 750;
const mostRecipients = 500;
/** What the platform takes for a target where there is none. */
const noTarget = '000000000000000AAA';

export const notificationResources: readonly Resource[] = [
  { pattern: `/actions/standard/${action}`, methods: { GET: describe, POST: send } }
];

const requiredInputs = ['customNotifTypeId', 'recipientIds', 'title', 'body'] as const;
const text = z.string();
const shape = z.strictObject({
  customNotifTypeId: text,
  recipientIds: z.array(text),
  senderId: text.optional(),
  title: text,
  body: text,
  targetId: text.optional(),
  targetPageRef: text.optional(),
  actionGroup: text.optional()
});

function describe(): Reply {
  return json({
    actions: [],
    label: 'Send Custom Notification',
    name: action,
    standard: true,
    type: 'CUSTOMNOTIFICATION',
    inputs: requiredInputs.map((name) => ({ name, required: true, type: 'STRING' })),
    outputs: [{ name: 'SuccessMessage', type: 'STRING' }]
  });
}

interface Fault {
  readonly statusCode: string;
  readonly message: string;
}

/** Sends each input or none of it; where any fails the answer is 400 and tells of each. */
function send(call: Call): Reply {
  const { inputs } = jsonObject(call.body);
  if (!Array.isArray(inputs) || inputs.length === 0)
    throw new SalesforceError(400, 'INVALID_INPUT', 'The request needs a list of inputs.');
  // Asked of REST calls in orgs made since Winter '21.
  if (!call.site.org.hasUserPermission(call.user, 'SendCustomNotifications'))
    throw new SalesforceError(
      403,
      'INSUFFICIENT_ACCESS',
      'You need the user permission Send Custom Notifications to use this action.'
    );
  const results = inputs.map((input: unknown) => {
    const read = readInput(call, input);
    if ('statusCode' in read)
      return {
        actionName: action,
        errors: [{ statusCode: read.statusCode, message: read.message, fields: [] }],
        isSuccess: false,
        outputValues: null
      };
    call.site.notifications.push(read);
    return {
      actionName: action,
      errors: null,
      isSuccess: true,
      outputValues: { SuccessMessage: 'Your custom notification is processed successfully.' }
    };
  });
  return json(results, results.every((result) => result.isSuccess) ? 200 : 400);
}

function readInput(call: Call, input: unknown): SentNotification | Fault {
  const given = (input ?? {}) as Readonly<Record<string, unknown>>;
  const missing = requiredInputs.find((name) => given[name] === undefined || given[name] === '');
  if (missing !== undefined)
    return {
      statusCode: 'REQUIRED_FIELD_MISSING',
      message: `Missing required input parameter: ${missing}`
    };
  const parsed = shape.safeParse(input);
  if (!parsed.success)
    return { statusCode: 'INVALID_ARGUMENT_TYPE', message: z.prettifyError(parsed.error) };
  const { customNotifTypeId, recipientIds, title, body, targetId, targetPageRef, senderId } =
    parsed.data;
  const invalid = (message: string): Fault => ({ statusCode: 'INVALID_INPUT', message });
  if (targetId === undefined && targetPageRef === undefined)
    return invalid('Specify either a targetId or a targetPageRef.');
  if (title.length > longestTitle) return invalid(`title is longer than ${String(longestTitle)}`);
  if (body.length > longestBody) return invalid(`body is longer than ${String(longestBody)}`);
  if (recipientIds.length === 0 || recipientIds.length > mostRecipients)
    return invalid(`recipientIds takes 1 to ${String(mostRecipients)} values`);
  const typeId = idWith(customNotifTypeId, '0ML');
  if (typeId === null || !exists(call, 'CustomNotificationType', typeId))
    return invalid(`There is no notification type ${customNotifTypeId}`);
  const recipients = recipientIds.map((id) => idWith(id, '005') ?? idWith(id, '00G'));
  if (recipients.some((id) => id === null))
    return invalid('A recipient is no user, group or queue');
  if (targetId !== undefined && normalId(targetId) === null && targetId !== noTarget)
    return invalid(`targetId ${targetId} is no record id`);
  return {
    typeId,
    recipientIds: recipients.filter((id) => id !== null),
    title,
    body,
    targetId: targetId ?? null,
    senderId: senderId ?? call.user.userId
  };
}

function idWith(given: string, prefix: string): string | null {
  const id = normalId(given);
  return id?.startsWith(prefix) === true ? id : null;
}

function exists(call: Call, object: string, id: string): boolean {
  return (
    call.site.org.query(call.user, `SELECT Id FROM ${object} WHERE Id = '${id}'`).totalSize === 1
  );
}
