import type { ObjectDefinition } from '../../engine/types.ts';
import type { Call, Reply } from '../exchange.ts';
import { json } from '../exchange.ts';
import type { Resource } from '../router.ts';

export const lookAndFeelResources: readonly Resource[] = [
  { pattern: '/tabs', methods: { GET: tabs } },
  { pattern: '/theme', methods: { GET: theme } },
  { pattern: '/recent', methods: { GET: () => json([]) } }
];

function shown(call: Call): ObjectDefinition[] {
  return [...call.site.org.schema.objects.values()].filter(
    (object) =>
      call.site.org.objectAccess(call.user, object.name).read && !object.name.endsWith('Share')
  );
}

function tabs(call: Call): Reply {
  return json(
    shown(call).map((object) => ({
      colors: [],
      custom: object.custom,
      iconUrl: `${call.site.url}/img/icon/${object.name}.png`,
      icons: [],
      label: object.labelPlural,
      miniIconUrl: `${call.site.url}/img/icon/${object.name}16.png`,
      name: object.custom ? object.name : `standard-${object.name}`,
      sobjectName: object.name,
      url: `${call.site.url}/${object.keyPrefix}/o`
    }))
  );
}

function theme(call: Call): Reply {
  return json({
    themeItems: shown(call).map((object) => ({
      colors: [{ color: '5867E8', context: 'primary', theme: 'theme4' }],
      icons: null,
      name: object.name
    }))
  });
}
