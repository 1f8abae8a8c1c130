/** A strict reader of the HTML that we write: quoted attributes, closed elements, no stray characters. What a browser would mend is an error here. */

export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  /** Names of the elements around it, outermost first. */
  readonly within: readonly string[]
  /** Of the element and everything in it, white space folded. */
  text: string
}

const VOID = new Set(['meta', 'input'])
const TOKEN =
  /<!DOCTYPE html>|<style>[^<]*<\/style>|<\/(?<close>[a-z][a-z0-9]*)>|<(?<open>[a-z][a-z0-9]*)(?<attributes>(?: [a-zA-Z-]+="[^"<>]*")*)(?<self>\/?)>|(?<text>[^<>]+)/gy
const ENTITY = /&(?:amp|lt|gt|quot|#39);|&/g
const CHARACTERS: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
}

function decoded(text: string): string {
  return text.replace(ENTITY, (entity) => {
    const character = CHARACTERS[entity]
    if (character === undefined) throw new Error(`a bare & in: ${text}`)
    return character
  })
}

/** Every element in the order of the document. @throws Error on what is not well-formed, and on an id that comes twice or that nothing has */
export function elementsOf(document: string): readonly Element[] {
  const elements: Element[] = []
  const open: Element[] = []
  let at = 0
  for (const { 0: token, groups = {} } of document.matchAll(TOKEN)) {
    at += token.length
    if (groups['text'] !== undefined) {
      const text = decoded(groups['text'])
      for (const element of open) element.text += text
    } else if (groups['close'] !== undefined) {
      if (open.pop()?.name !== groups['close']) throw new Error(`</${groups['close']}> closes something else, at ${at}`)
    } else if (groups['open'] !== undefined) {
      const attributes = attributesOf(groups['attributes'] ?? '')
      const element: Element = { name: groups['open'], attributes, within: open.map(({ name }) => name), text: '' }
      elements.push(element)
      if (groups['self'] !== '/' && !VOID.has(element.name)) open.push(element)
    }
  }
  if (at !== document.length) throw new Error(`not well-formed at ${at}: ${document.slice(at, at + 60)}`)
  if (open.length > 0) throw new Error(`left open: ${open.map(({ name }) => name).join(' ')}`)
  checkReferences(elements)
  for (const element of elements) element.text = element.text.replace(/\s+/g, ' ').trim()
  return elements
}

function attributesOf(written: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...written.matchAll(/ ([a-zA-Z-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, decoded(value)]),
  )
}

function checkReferences(elements: readonly Element[]): void {
  const ids = elements.flatMap(({ attributes: { id } }) => (id === undefined ? [] : [id]))
  const known = new Set(ids)
  if (known.size < ids.length)
    throw new Error(`an id comes twice: ${ids.filter((id, at) => ids.indexOf(id) < at).join(' ')}`)
  for (const { attributes } of elements) {
    const { href, for: input, 'aria-labelledby': label } = attributes
    const named = [href?.startsWith('#') ? href.slice(1) : undefined, input, label].filter((id) => id !== undefined)
    for (const id of named) if (!known.has(id)) throw new Error(`nothing has the id ${id}`)
  }
}
