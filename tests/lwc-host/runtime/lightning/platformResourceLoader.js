const load = (tag, attributes) =>
  new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement(tag), attributes, {
      onload: resolve,
      onerror: reject
    });
    document.head.appendChild(element);
  });

export const loadScript = (_component, src) => load('script', { src });
export const loadStyle = (_component, href) => load('link', { rel: 'stylesheet', href });
