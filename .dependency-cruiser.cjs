/** Imports point one way: domain, then salesforce, then jobs, then http, cli and main. */
const service = '^sync-service/src';
const only = (name, comment, from, allowed) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^(sync-service|tests|scripts)/', pathNot: allowed }
});

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, dependencyTypesNot: ['type-only'] }
    },
    only(
      'domain-is-alone',
      'domain imports nothing of ours',
      `${service}/domain/`,
      `${service}/domain/`
    ),
    {
      name: 'domain-does-no-io',
      comment: 'no files, network, processes or clock',
      severity: 'error',
      from: { path: `${service}/domain/` },
      to: { dependencyTypes: ['core'] }
    },
    only(
      'salesforce-knows-domain',
      'salesforce imports domain types only',
      `${service}/salesforce/`,
      `${service}/(salesforce/|domain/|config[.]ts)`
    ),
    only(
      'jobs-know-both',
      'jobs import domain and salesforce',
      `${service}/jobs/`,
      `${service}/(jobs/|salesforce/|domain/|config[.]ts)`
    ),
    only(
      'http-knows-jobs',
      'http imports inward',
      `${service}/http/`,
      `${service}/(http|jobs|salesforce|domain)/`
    ),
    {
      name: 'nobody-imports-tests',
      severity: 'error',
      from: { path: `${service}/` },
      to: { path: '^(tests|sync-service/(test|bench))/' }
    }
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    exclude: { path: 'tests/lwc-host/runtime' }
  }
};
