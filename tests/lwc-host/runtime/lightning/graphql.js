import { call } from '../call.js';

/** The document's text, as the platform's tag gives something opaque. */
export const gql = (parts, ...values) =>
  parts.reduce((text, part, place) => text + part + (values[place] ?? ''), '');

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** Wire adapter: asks when its configuration is complete and changed, and again on refresh. */
export class graphql {
  constructor(callback) {
    this.callback = callback;
    this.config = null;
    this.asked = 0;
    callback({ data: undefined, errors: undefined, refresh: undefined });
  }

  connect() {}

  disconnect() {
    this.asked += 1;
  }

  update(config) {
    const complete =
      config.query !== undefined &&
      Object.values(config.variables ?? {}).every((value) => value !== undefined);
    if (!complete || same(config, this.config)) return;
    this.config = config;
    void this.ask();
  }

  async ask() {
    const turn = (this.asked += 1);
    const refresh = () => this.ask();
    try {
      const answer = await call('POST', '/graphql', {
        query: this.config.query,
        variables: this.config.variables ?? {}
      });
      if (turn !== this.asked) return;
      const errors = answer.errors?.length ? answer.errors : undefined;
      this.callback({ data: errors ? undefined : answer.data, errors, refresh });
    } catch (error) {
      if (turn === this.asked)
        this.callback({ data: undefined, errors: [{ message: error.message }], refresh });
    }
  }
}

/** Runs a mutation; errors are handed back beside the data, never thrown, as the platform does. */
export async function executeMutation({ query, variables }) {
  try {
    const answer = await call('POST', '/graphql', { query, variables: variables ?? {} });
    return { data: answer.data, errors: answer.errors?.length ? answer.errors : undefined };
  } catch (error) {
    return { data: undefined, errors: [{ message: error.message }] };
  }
}
