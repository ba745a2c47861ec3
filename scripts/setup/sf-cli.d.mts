/** Finds the Salesforce CLI of the pinned version, or installs it. @returns path of its program */
export function ensureSfCli(): Promise<string>;
