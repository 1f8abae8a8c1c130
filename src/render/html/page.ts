/** The document around a page. Its policy forbids the browser everything but the one style sheet in the file, known by its digest. */
import { type Html, html } from './markup.ts'
import { STYLE, STYLE_DIGEST } from './style.ts'

const POLICY = `default-src 'none'; style-src '${STYLE_DIGEST}'; base-uri 'none'; form-action 'none'`

export const page = (title: string, body: Html): Html => html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${{ markup: STYLE }}</style>
</head>
<body>
${body}</body>
</html>
`
