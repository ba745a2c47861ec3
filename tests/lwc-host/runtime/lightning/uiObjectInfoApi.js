import { call } from '../call.js';

/** Wire adapter of an object's description. */
export class getObjectInfo {
  constructor(callback) {
    this.callback = callback;
    callback({ data: undefined, error: undefined });
  }

  connect() {}

  disconnect() {}

  async update({ objectApiName }) {
    if (objectApiName === undefined) return;
    const name = objectApiName.objectApiName ?? objectApiName;
    try {
      this.callback({ data: await call('GET', `/ui-api/object-info/${name}`), error: undefined });
    } catch (error) {
      this.callback({ data: undefined, error });
    }
  }
}
