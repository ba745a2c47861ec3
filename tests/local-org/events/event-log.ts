import { createHash, randomUUID } from 'node:crypto';
import avro from 'avsc';
import { metadataFiles, readMetadata, textOf } from '../engine/metadata-files.ts';
import type { ObjectDefinition, Org, RowChange } from '../engine/types.ts';
import { avroValue, eventFields, eventName, eventSchema, fieldBitmap } from './event-schema.ts';

/** Events are kept for 72 hours. */
const KEPT_MILLISECONDS = 72 * 3_600_000;
/** A transaction of more changes is told by one overflow event for each object. */
const MOST_OF_A_TRANSACTION = 100_000;
/** Stands for all records in an overflow event. */
const ALL_RECORDS = '000000000000000AAA';
/** And no more than so many of a topic, so that a large load does not fill the memory. */
const MOST_KEPT = 50_000;

export interface StoredEvent {
  /** Grows from event to event, over all topics, with gaps. */
  readonly replay: number;
  readonly id: string;
  readonly topic: string;
  readonly schemaId: string;
  readonly payload: Buffer;
  readonly at: number;
}

export interface EventLog {
  /** Whether change data capture is switched on for a topic of ours. */
  hasTopic(topic: string): boolean;
  schemaOf(topic: string): { id: string; json: string };
  schemaById(id: string): string | null;
  /** Events of a topic past a place. */
  after(topic: string, replay: number, most: number): StoredEvent[];
  /** Place of the newest event and of the oldest that is still kept. */
  newest(): number;
  oldest(topic: string): number;
  listen(listener: () => void): () => void;
  /**
   * How changes are told from now on: whole; or as gap events, when the org could not tell what
   * changed; or as one overflow event for each transaction and object, when there were too many.
   */
  tellAs(form: EventForm): void;
}

export type EventForm = 'changes' | 'gaps' | 'overflow';

interface Topic {
  readonly object: ObjectDefinition;
  readonly type: avro.Type;
  readonly json: string;
  readonly id: string;
}

/** Keeps change events of the objects that the metadata has chosen. */
export function createEventLog(org: Org): EventLog {
  const byTopic = new Map<string, StoredEvent[]>();
  /** Place of the last event of a topic that is no longer kept. */
  const dropped = new Map<string, number>();
  const listeners = new Set<() => void>();
  const topics = new Map<string, Topic>();
  let replay = 1000;
  let commit = 10_000;
  let form: EventForm = 'changes';
  const topicOf = (name: string): Topic | null => {
    const object = objectOfTopic(org, name);
    if (object === null) return null;
    const known = topics.get(name);
    if (known?.object === object) return known;
    const schema = eventSchema(object);
    const json = JSON.stringify(schema);
    const topic = {
      object,
      json,
      type: avro.Type.forSchema(schema as avro.Schema),
      id: createHash('sha256').update(json).digest('base64url').slice(0, 22)
    };
    topics.set(name, topic);
    return topic;
  };
  const encode = (topic: Topic, change: RowChange, header: Record<string, unknown>): Buffer => {
    const record: Record<string, unknown> = { ChangeEventHeader: header };
    const isWhole = !String(header['changeType']).startsWith('GAP_');
    const changed = new Set(isWhole ? change.fields : []);
    for (const name of eventFields(topic.object)) {
      const field = topic.object.fields.get(name.toLowerCase());
      const value = avroValue(field?.type ?? 'string', change.row[name] ?? null);
      // An event carries what changed; a deletion carries nothing but its header.
      record[name] = changed.has(name) ? value : null;
    }
    return topic.type.toBuffer(record);
  };
  org.onChange((changes) => {
    const transactionKey = randomUUID();
    commit += 1;
    let sequence = 0;
    const told = changes.length > MOST_OF_A_TRANSACTION ? 'overflow' : form;
    const overflown = new Set<string>();
    for (const change of changes) {
      const name = `/data/${eventName(change.object)}`;
      const topic = topicOf(name);
      if (topic === null || !isChosen(org, change.object)) continue;
      if (overflown.has(name)) continue;
      if (told === 'overflow') overflown.add(name);
      const isWhole = told === 'changes';
      sequence += 1;
      replay += 1 + (replay % 3);
      const nulled = change.fields.filter((field) => (change.row[field] ?? null) === null);
      const events = byTopic.get(name) ?? [];
      byTopic.set(name, events);
      events.push({
        replay,
        id: randomUUID(),
        topic: name,
        schemaId: topic.id,
        at: org.now(),
        payload: encode(topic, change, {
          entityName: change.object,
          recordIds: [told === 'overflow' ? ALL_RECORDS : change.id],
          changeType:
            told === 'overflow' ? 'GAP_OVERFLOW' : isWhole ? change.kind : `GAP_${change.kind}`,
          changeOrigin: 'com/salesforce/api/rest/66.0',
          transactionKey,
          sequenceNumber: sequence,
          commitTimestamp: org.now(),
          commitNumber: commit,
          commitUser: change.userId,
          nulledFields:
            isWhole && change.kind === 'UPDATE' ? fieldBitmap(topic.object, nulled) : [],
          diffFields: [],
          changedFields:
            isWhole && change.kind === 'UPDATE' ? fieldBitmap(topic.object, change.fields) : []
        })
      });
    }
    for (const topic of byTopic.keys())
      if ((byTopic.get(topic)?.length ?? 0) > 1.1 * MOST_KEPT) kept(topic);
    if (sequence > 0) for (const listener of listeners) listener();
  });
  const kept = (topic: string): StoredEvent[] => {
    const events = byTopic.get(topic) ?? [];
    const from = org.now() - KEPT_MILLISECONDS;
    let gone = Math.max(0, events.length - MOST_KEPT);
    while ((events[gone]?.at ?? Infinity) < from) gone += 1;
    const last = events[gone - 1];
    if (last !== undefined) {
      dropped.set(topic, last.replay);
      events.splice(0, gone);
    }
    return events;
  };
  return {
    hasTopic: (name) => {
      const topic = topicOf(name);
      return topic !== null && isChosen(org, topic.object.name);
    },
    schemaOf(name) {
      const topic = topicOf(name);
      if (topic === null) throw new Error(`There is no topic ${name}`);
      return { id: topic.id, json: topic.json };
    },
    schemaById: (id) => [...topics.values()].find((topic) => topic.id === id)?.json ?? null,
    after(topic, place, most) {
      const events = kept(topic);
      let low = 0;
      let high = events.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((events[middle]?.replay ?? Infinity) > place) high = middle;
        else low = middle + 1;
      }
      return events.slice(low, low + most);
    },
    newest: () => replay,
    oldest(topic) {
      const [first] = kept(topic);
      return dropped.get(topic) ?? (first === undefined ? 0 : first.replay - 1);
    },
    tellAs(next) {
      form = next;
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    }
  };
}

function objectOfTopic(org: Org, topic: string): ObjectDefinition | null {
  const [, entity = ''] = /^\/data\/(\w+)ChangeEvent$/.exec(topic) ?? [];
  const name = entity.endsWith('__') ? `${entity}c` : entity;
  return org.schema.objects.get(name.toLowerCase()) ?? null;
}

const chosen = new WeakMap<Org, { readonly sources: number; readonly entities: Set<string> }>();

/** Objects chosen by `PlatformEventChannelMember` metadata. */
function isChosen(org: Org, object: string): boolean {
  const sources = org.sources();
  let known = chosen.get(org);
  if (known?.sources !== sources.length) {
    const paths = ['.platformEventChannelMember', '.platformEventChannelMember-meta.xml'].flatMap(
      (ending) => metadataFiles(sources, ending)
    );
    known = {
      sources: sources.length,
      entities: new Set(
        paths.map(
          (path) => textOf(readMetadata(path, 'PlatformEventChannelMember'), 'selectedEntity') ?? ''
        )
      )
    };
    chosen.set(org, known);
  }
  return known.entities.has(eventName(object));
}
