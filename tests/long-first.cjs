const { basename } = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');

/** Files that take longest: begun last, each would keep one core waiting at the end. */
const long = [
  'service-faults.test.ts',
  'sf-cli.test.ts',
  'fixtures.test.ts',
  'solve-dense.test.ts',
  'certify-fairness.test.ts',
  'rebalance-undo.test.ts',
  'service-doctor.test.ts',
  'rebalance.test.ts',
  'rules.test.ts'
];

/** Where nobody has measured a file on this machine yet, Jest goes by its size; here the long ones come first. */
module.exports = class LongFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const at = long.indexOf(basename(path));
      return at < 0 ? long.length : at;
    };
    return super.sort(tests).toSorted((a, b) => rank(a) - rank(b));
  }
};
