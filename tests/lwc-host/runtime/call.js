/** Calls the org through the host's proxy as the chosen user. @returns the answer's JSON */
export async function call(method, path, body, headers = {}) {
  const response = await fetch(`/org/${globalThis.evenfieldUser.alias}${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) })
  });
  const text = await response.text();
  const answer = text === '' ? null : JSON.parse(text);
  if (response.ok) return answer;
  const error = Array.isArray(answer) ? answer[0] : answer;
  throw {
    status: response.status,
    ok: false,
    body: error,
    message: error?.message ?? response.statusText
  };
}
