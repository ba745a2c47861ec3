/** How far a rebalance reaches. */
export type WriteMode = 'Advisory' | 'Owner' | 'ETM';
