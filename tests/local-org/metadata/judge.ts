import type { Evidence } from './evidence.ts';
import { judgeComponents } from './judge-components.ts';
import { judgeObjects } from './judge-objects.ts';
import { judgeReports } from './judge-reports.ts';
import { judgeRights } from './judge-rights.ts';
import type { ComponentFailure, PackageFiles } from './package-files.ts';
import { manifestOf } from './package-files.ts';

/** Folder and ending of a type's files in a package. */
export const componentTypes: Readonly<Record<string, readonly [folder: string, ending: string]>> = {
  CustomObject: ['objects', '.object'],
  CustomLabels: ['labels', '.labels'],
  PermissionSet: ['permissionsets', '.permissionset'],
  CustomPermission: ['customPermissions', '.customPermission'],
  CustomTab: ['tabs', '.tab'],
  FlexiPage: ['flexipages', '.flexipage'],
  CustomApplication: ['applications', '.app'],
  Layout: ['layouts', '.layout'],
  ReportType: ['reportTypes', '.reportType'],
  Report: ['reports', '.report'],
  Dashboard: ['dashboards', '.dashboard'],
  PlatformEventChannelMember: ['platformEventChannelMembers', '.platformEventChannelMember'],
  CustomNotificationType: ['notificationtypes', '.notiftype'],
  LightningComponentBundle: ['lwc', ''],
  StaticResource: ['staticresources', '.resource']
};

/** Types that stand in a manifest and whose parts are read with their object. */
const parts = new Set([
  'CustomField',
  'ValidationRule',
  'ListView',
  'CompactLayout',
  'CustomLabel'
]);

/** The file of a folder of reports or dashboards; the CLI ends such a member with a slash. */
export function folderFile(folder: string, member: string): string {
  return `${folder}/${member.replace(/\/$/, '')}-meta.xml`;
}

/** Everything that keeps a package from being deployed, by file. */
export function judge(evidence: Evidence): ComponentFailure[] {
  return [
    ...judgeManifest(evidence.files),
    ...judgeObjects(evidence),
    ...judgeRights(evidence),
    ...judgeComponents(evidence),
    ...judgeReports(evidence)
  ];
}

function judgeManifest(files: PackageFiles): ComponentFailure[] {
  const failures: ComponentFailure[] = [];
  const refuse = (fullName: string, componentType: string, problem: string): void => {
    failures.push({ fileName: 'package.xml', fullName, componentType, problem });
  };
  for (const [type, members] of manifestOf(files)) {
    const known = componentTypes[type];
    if (known === undefined) {
      if (!parts.has(type))
        refuse('package.xml', '', `Unknown type name '${type}' specified in package.xml`);
      continue;
    }
    const [folder, ending] = known;
    for (const member of members) {
      const isThere =
        ending === ''
          ? [...files.keys()].some((path) => path.startsWith(`${folder}/${member}/`))
          : files.has(`${folder}/${member}${ending}`) ||
            files.has(`${folder}/${encodeURIComponent(member)}${ending}`) ||
            files.has(folderFile(folder, member));
      if (!isThere && member !== '*')
        refuse(
          member,
          type,
          `An object '${member}' of type ${type} was named in package.xml, but was not found in zipped directory`
        );
    }
  }
  return failures;
}
