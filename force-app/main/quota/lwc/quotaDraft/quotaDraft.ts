export type { DraftReport, DraftRow, Level } from './draftReport';
export { amountWords, percentWords, readReport } from './draftReport';
export type { DraftRequest, Override, Weights } from './draftRequest';
export { emptyRequest, isSame, readRequest } from './draftRequest';
