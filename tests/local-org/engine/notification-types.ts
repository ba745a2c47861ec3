import { basename } from 'node:path';
import { loadRows } from './load.ts';
import { flagOf, metadataFiles, readMetadata, textOf } from './metadata-files.ts';
import type { EngineState } from './state.ts';
import type { Store } from './store.ts';

const endings = ['.notiftype-meta.xml', '.notiftype'];

/** Makes rows of notification types that the metadata has and the org has not. */
export function addNotificationTypes(
  state: EngineState,
  store: Store,
  sources: readonly string[],
  userId: string
): void {
  const held = state.database.prepare(
    'SELECT Id FROM CustomNotificationType WHERE DeveloperName = ?'
  );
  for (const path of endings.flatMap((ending) => metadataFiles(sources, ending))) {
    const name = basename(path).replace(/\.notiftype(-meta\.xml)?$/, '');
    if (held.get(name) !== undefined) continue;
    const node = readMetadata(path, 'CustomNotificationType');
    const row = {
      DeveloperName: name,
      CustomNotifTypeName: textOf(node, 'customNotifTypeName') ?? name,
      MasterLabel: textOf(node, 'masterLabel') ?? name,
      Description: textOf(node, 'description'),
      Desktop: flagOf(node, 'desktop'),
      Mobile: flagOf(node, 'mobile')
    };
    loadRows(state, store, 'CustomNotificationType', [row], userId);
  }
}
