import { EndpointUrlError, parseEndpointUrl } from './endpoint-url.js';

describe('parseEndpointUrl', () => {
  it.each([
    ['https://api.openai.com/v1', 'https://api.openai.com/v1'],
    ['https://models.example.org:8443/v1//', 'https://models.example.org:8443/v1'],
    ['http://localhost:8080/v1', 'http://localhost:8080/v1'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/'],
    ['http://127.8.8.8/v1', 'http://127.8.8.8/v1'],
    ['http://2130706433/v1', 'http://127.0.0.1/v1'],
    ['http://[::1]:11434/v1', 'http://[::1]:11434/v1'],
  ])('takes %s', (given, href) => {
    expect(parseEndpointUrl(given).href).toBe(href);
  });

  it.each([
    ['not a url', 'is not a URL'],
    ['file:///etc/passwd', 'starts with "file:"'],
    ['ftp://example.org/v1', 'starts with "ftp:"'],
    ['http://api.example.org/v1', 'not encrypted'],
    ['http://169.254.169.254/latest', 'not encrypted'],
    ['http://127.0.0.1.example.org/v1', 'not encrypted'],
    ['http://localhost.example.org/v1', 'not encrypted'],
    ['https://user:hunter2@example.org/v1', 'user name or password'],
    ['https://example.org/v1?key=hunter2', 'a query or a fragment'],
  ])('refuses %s and says why without repeating a secret', (given, reason) => {
    expect(() => parseEndpointUrl(given)).toThrow(EndpointUrlError);
    expect(() => parseEndpointUrl(given)).toThrow(reason);
    expect(() => parseEndpointUrl(given)).not.toThrow('hunter2');
  });

  it('takes plain http to another machine when that is allowed', () => {
    expect(parseEndpointUrl('http://models.internal:8000/v1', { allowInsecure: true }).host).toBe('models.internal:8000');
  });
});
