const listeners = new Map();

export const MessageContext = Symbol('MessageContext');
export const createMessageContext = () => MessageContext;
export const releaseMessageContext = () => {};
export const APPLICATION_SCOPE = Symbol('APPLICATION_SCOPE');

export const subscribe = (_context, channel, listener) => {
  const set = listeners.get(channel) ?? new Set();
  set.add(listener);
  listeners.set(channel, set);
  return { channel, listener };
};

export const unsubscribe = ({ channel, listener }) => listeners.get(channel)?.delete(listener);

export const publish = (_context, channel, message) => {
  for (const listener of listeners.get(channel) ?? []) listener(message);
};
