/** What a browser would show of the gateway's web site. */
export const websitePage = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"/><title>CometAPI - All AI Models in One API</title></head><body><div id="__next"></div></body></html>
`;

/** nginx's own page, line ends included. */
export function nginxPage(status: string): string {
  return `<html>\r\n<head><title>${status}</title></head>\r\n<body>\r\n<center><h1>${status}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;
}

/** Cloudflare's page for a failing origin. */
export function cloudflarePage(code: number, title: string, rayId: string): string {
  return `<!DOCTYPE html>
<!--[if lt IE 7]> <html class="no-js ie6 oldie" lang="en-US"> <![endif]-->
<html class="no-js" lang="en-US">
<head>
<title>gateway.example | ${code}: ${title}</title>
<meta charset="UTF-8" />
</head>
<body>
<div id="cf-wrapper"><div id="cf-error-details" class="p-0"><header class="mx-auto pt-10"><h1><span class="inline-block">${title}</span> <span class="code-label">Error code ${code}</span></h1></header>
<div class="cf-error-footer"><span>Cloudflare Ray ID: <strong class="font-semibold">${rayId}</strong></span></div></div></div>
</body>
</html>
`;
}

/** Cloudflare's page for a request that its firewall blocked. */
export function cloudflareBlockPage(rayId: string): string {
  return `<!DOCTYPE html>
<html class="no-js" lang="en-US">
<head>
<title>Attention Required! | Cloudflare</title>
</head>
<body>
<div id="cf-wrapper"><h1 data-translate="block_headline">Sorry, you have been blocked</h1>
<h2><span data-translate="unable_to_access">You are unable to access</span> gateway.example</h2>
<p>Cloudflare Ray ID: <strong>${rayId}</strong></p></div>
</body>
</html>
`;
}

export const htmlHeaders = { "content-type": "text/html; charset=utf-8" };
