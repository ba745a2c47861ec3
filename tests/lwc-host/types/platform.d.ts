/** Modules of the platform that have no types of their own: the one place where they are declared. */
declare module 'lightning/graphql' {
  export const graphql: never;
  export function gql(parts: TemplateStringsArray, ...values: unknown[]): unknown;
  export function executeMutation(request: {
    query: unknown;
    variables?: Record<string, unknown>;
  }): Promise<{ data?: unknown; errors?: readonly { message?: string }[] }>;
}

declare module 'lightning/empApi' {
  export function isEmpEnabled(): Promise<boolean | undefined>;
  export function subscribe(
    channel: string,
    replayId: number,
    heard: (message: unknown) => void
  ): Promise<object>;
  export function unsubscribe(subscription: object, ended: () => void): Promise<unknown>;
  export function onError(heard: (fault: { subscription?: unknown } | null) => void): void;
}

declare module 'lightning/navigation' {
  import type { LightningElement } from 'lwc';
  const generateUrl: unique symbol;
  class Navigating extends LightningElement {
    [generateUrl](to: { type: string; attributes: Record<string, string> }): Promise<string>;
  }
  export const NavigationMixin: ((base: typeof LightningElement) => typeof Navigating) & {
    readonly GenerateUrl: typeof generateUrl;
  };
}

declare module 'lightning/platformResourceLoader' {
  export function loadScript(component: object, url: string): Promise<void>;
}

declare module '@salesforce/resourceUrl/*' {
  const url: string;
  export default url;
}

declare module 'lightning/uiRecordApi' {
  export function createRecord(record: {
    apiName: string;
    fields: Record<string, unknown>;
  }): Promise<{ id: string }>;
  export function updateRecord(
    record: { fields: Record<string, unknown> },
    options?: { ifUnmodifiedSince?: string }
  ): Promise<{ id: string }>;
  export function deleteRecord(recordId: string): Promise<void>;
}

declare module 'lightning/uiObjectInfoApi' {
  export const getObjectInfo: never;
}

declare module '@salesforce/label/*' {
  const text: string;
  export default text;
}

declare module '@salesforce/user/Id' {
  /** 18 characters; undefined for a guest. */
  const id: string | undefined;
  export default id;
}

declare module '@salesforce/customPermission/*' {
  const held: boolean | undefined;
  export default held;
}
