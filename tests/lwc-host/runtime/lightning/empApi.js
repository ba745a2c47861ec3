/** The local org has no CometD: as in a browser that the platform does not stream to, pages go by their timers. */
export const isEmpEnabled = async () => false;

const refuse = async () => {
  throw new Error('This org streams nothing to pages.');
};
export const subscribe = refuse;
export const unsubscribe = refuse;

export const onError = () => {};

export const setDebugFlag = () => {};
