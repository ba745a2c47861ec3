import { call } from '../call.js';

export const createRecord = (record) => call('POST', '/ui-api/records', record);

export const updateRecord = ({ fields }, { ifUnmodifiedSince } = {}) => {
  const { Id, ...rest } = fields;
  return call(
    'PATCH',
    `/ui-api/records/${Id}`,
    { fields: rest },
    ifUnmodifiedSince === undefined ? {} : { 'if-unmodified-since': ifUnmodifiedSince }
  );
};

export const deleteRecord = (id) => call('DELETE', `/ui-api/records/${id}`);

export const notifyRecordUpdateAvailable = async () => {};

/** Wire adapter of one record's fields. */
export class getRecord {
  constructor(callback) {
    this.callback = callback;
    callback({ data: undefined, error: undefined });
  }

  connect() {}

  disconnect() {}

  async update({ recordId, fields }) {
    if (recordId === undefined || fields === undefined) return;
    const names = [fields]
      .flat()
      .map((field) =>
        typeof field === 'string' ? field : `${field.objectApiName}.${field.fieldApiName}`
      );
    try {
      this.callback({
        data: await call('GET', `/ui-api/records/${recordId}?fields=${names.join(',')}`),
        error: undefined
      });
    } catch (error) {
      this.callback({ data: undefined, error });
    }
  }
}

export const getFieldValue = (record, field) => {
  const name = typeof field === 'string' ? field.split('.').at(-1) : field.fieldApiName;
  return record?.fields?.[name]?.value;
};
