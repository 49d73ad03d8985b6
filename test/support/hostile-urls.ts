/** Places that the window must never go to, open or hand to the system. */
export const HOSTILE_URLS: readonly string[] = [
  'https://evil.example/', 'http://evil.example/', 'http://127.0.0.1:1/', 'https://app/', 'https://casement-app/', 'http://localhost/index.html',
  'file:///etc/passwd', 'file://localhost/etc/passwd', 'file:///', 'data:text/html,<h1>x</h1>', 'data:text/html;base64,PGgxPng8L2gxPg==',
  'javascript:document.title=1', 'blob:casement-app://app/1', 'about:blank', 'about:srcdoc', 'chrome://settings', 'chrome://gpu', 'devtools://devtools/bundled/inspector.html',
  'view-source:casement-app://app/index.html', 'casement-app://app.evil/index.html', 'casement-app://evil/index.html',
  'casement://reveal?person=1', 'casement-app-evil://app/index.html',
  'smb://evil.example/share', 'ms-settings:privacy', 'ms-msdt:/id', 'search-ms:query=x', 'vscode://file/etc/passwd', 'mailto:a@evil.example', 'tel:+441632960000',
  'ftp://evil.example/', 'ws://evil.example/', 'filesystem:https://evil.example/temporary/x', 'intent://scan/#Intent;end', 'chrome-extension://abcdefghijklmnop/x.html',
  '//evil.example/', '\\\\evil.example\\share',
]

/** At least 200 addresses: the list above, with spellings that a careless check lets through. */
export const OPENER_URLS: readonly string[] = HOSTILE_URLS.flatMap((url) => [url, url.toUpperCase(), ` ${url}`, `\t${url}`, `${url}#x`, `${url}?casement-app://app/`])

/** Paths that try to leave the folder of the built pages, or to name what is no page of ours. */
export const TRAVERSAL_PATHS: readonly string[] = [
  ...['etc/passwd', 'main/index.cjs', 'package.json', 'preload/index.cjs'].flatMap((target) => [
    `../${target}`, `../../${target}`, `../../../../../../../../${target}`, `..%2f${target}`, `..%2F..%2F${target}`, `%2e%2e/${target}`, `%2e%2e%2f%2e%2e%2f${target}`,
    `..%5c${target}`, `..\\${target}`, `..%255c${target}`, `%252e%252e%252f${target}`, `./.././../${target}`, `assets/../../${target}`, `assets/..%2f..%2f${target}`,
  ]),
  '%00index.html', 'index.html%00.png', 'index.html%20', '~/.bashrc', 'C:/Windows/win.ini', 'etc/passwd', '//etc/passwd', '.%2e/.%2e/etc/passwd', 'index.htm', 'assets/',
]

/** Chromium knows neither port nor user in our scheme and drops them: what loads is our own page, and that it is must be seen. */
export const OWN_IN_DISGUISE: readonly string[] = ['casement-app://app:81/index.html', 'casement-app://user:word@app/index.html', 'casement-app://evil@app/index.html']
