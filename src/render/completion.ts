/**
 * A command tree as a completion script for bash, zsh or fish. Each script walks the words before the cursor to a place (` rules show #0`: which
 * command, how many arguments stand there) and offers what the tree has for that place; where it has nothing, files.
 */

export interface CompletionOption {
  /** `-h`, `--help`. */
  readonly names: readonly string[]
  readonly about: string
  /** Null for a switch; words of a value, or none where any word or a file may stand. */
  readonly values: readonly string[] | null
}

export interface CompletionNode {
  /** The words that lead here, each behind a space: ` rules show`; `` is the program. */
  readonly path: string
  readonly commands: readonly { readonly name: string; readonly about: string }[]
  readonly options: readonly CompletionOption[]
  /** By position. */
  readonly args: readonly { readonly values: readonly string[]; readonly variadic: boolean }[]
}

export type Shell = 'bash' | 'zsh' | 'fish'

/** @param nodes every command, the program first; names and values are of letters, digits, hyphens and dots */
export const completionScript = (shell: Shell, program: string, nodes: readonly CompletionNode[]): string =>
  SCRIPTS[shell](program, nodes)

/** Quoted for all three shells: none of the texts has an apostrophe left. */
const quoted = (text: string): string => `'${text.replaceAll("'", '’').replaceAll('\\', '/')}'`

interface Offer {
  /** Patterns of places. */
  readonly at: readonly string[]
  readonly words: readonly { readonly name: string; readonly about: string }[]
}

/** What is offered where, places with the same offer together. */
function offers(nodes: readonly CompletionNode[]): readonly Offer[] {
  const all = nodes.flatMap(({ path, commands, options, args }) => [
    { at: quoted(`${path} #0`), words: commands },
    ...args.map(({ values, variadic }, index) => ({
      at: variadic ? `${quoted(`${path} #`)}*` : quoted(`${path} #${index}`),
      words: plain(values),
    })),
    { at: quoted(`${path} -`), words: options.flatMap(({ names, about }) => names.map((name) => ({ name, about }))) },
    ...options.flatMap(({ names, values }) =>
      names.map((name) => ({ at: quoted(`${path} ${name}`), words: plain(values ?? []) })),
    ),
  ])
  const same = new Map<string, Offer>()
  for (const { at, words } of all.filter((one) => one.words.length > 0)) {
    const key = JSON.stringify(words)
    same.set(key, { at: [...(same.get(key)?.at ?? []), at], words })
  }
  return [...same.values()]
}

const plain = (values: readonly string[]): Offer['words'] => values.map((name) => ({ name, about: '' }))
const namesOf = ({ words }: Offer): string => words.map(({ name }) => name).join(' ')
const commandPaths = (nodes: readonly CompletionNode[]): readonly string[] =>
  nodes.filter(({ path }) => path !== '').map(({ path }) => quoted(path))
const optionPaths = (nodes: readonly CompletionNode[]): readonly string[] =>
  nodes.flatMap(({ path, options }) =>
    options
      .filter(({ values }) => values !== null)
      .flatMap(({ names }) => names.map((name) => quoted(`${path} ${name}`))),
  )

/** The walk to the place, in what bash and zsh have in common. */
const walk = (nodes: readonly CompletionNode[]): string => `    if [[ $word == '=' ]]; then continue; fi
    if [[ -n $value ]]; then value=''; continue; fi
    case "$at $word" in
      ${commandPaths(nodes).join('|')}) at="$at $word"; given=0 ;;
      ${optionPaths(nodes).join('|')}) value=$word ;;
      *) if [[ $word != -?* ]]; then given=$((given + 1)); fi ;;
    esac
  done
  if [[ -n $value ]]; then key="$at $value"
  elif [[ $cur == -* ]]; then key="$at -"
  else key="$at #$given"; fi`

const bash = (
  program: string,
  nodes: readonly CompletionNode[],
): string => `# bash completion for ${program}; in ~/.bashrc: eval "$(${program} completion bash)"
_${program}() {
  local cur=\${COMP_WORDS[COMP_CWORD]} at='' value='' given=0 words='' i word key
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
${walk(nodes)}
  if [[ $cur == '=' ]]; then cur=''; fi
  case $key in
${offers(nodes)
  .map((offer) => `    ${offer.at.join('|')}) words='${namesOf(offer)}' ;;`)
  .join('\n')}
  esac
  local IFS=$' \\t\\n'
  if [[ -n $words ]]; then COMPREPLY=($(compgen -W "$words" -- "$cur")); fi
}
complete -o default -F _${program} ${program}
`

/** `name:description` as _describe takes it. */
const described = ({ words }: Offer): string =>
  words.map(({ name, about }) => quoted(about === '' ? name : `${name}:${about}`)).join(' ')

const zsh = (program: string, nodes: readonly CompletionNode[]): string => `#compdef ${program}
# zsh completion for ${program}; in ~/.zshrc, behind compinit: eval "$(${program} completion zsh)"
_${program}() {
  local cur=\${words[CURRENT]} at='' value='' word key
  local -i given=0 i
  local -a list
  for ((i = 2; i < CURRENT; i++)); do
    word=\${words[i]}
${walk(nodes)}
  if [[ $cur == --*=* ]]; then key="$at \${cur%%=*}"; compset -P '*='; fi
  case $key in
${offers(nodes)
  .map((offer) => `    ${offer.at.join('|')}) list=(${described(offer)}) ;;`)
  .join('\n')}
  esac
  if (( \${#list} == 0 )); then _files
  elif [[ $key == *' -' ]]; then _describe -o option list
  else _describe value list; fi
}
compdef _${program} ${program}
if [[ \${funcstack[1]} == _${program} ]]; then _${program} "$@"; fi
`

const fish = (program: string, nodes: readonly CompletionNode[]): string => {
  const at = (pattern: string): string => `complete -c ${program} -n "__${program}_at ${pattern}"`
  const about = (text: string): string => (text === '' ? '' : ` -d ${quoted(text)}`)
  const lines = nodes.flatMap(({ path, commands, options, args }) => [
    ...commands.map((one) => `${at(quoted(`${path} #0`))} -f -a ${one.name}${about(one.about)}`),
    ...args.flatMap(({ values, variadic }, index) =>
      values.length === 0 ? [] : [`${at(quoted(`${path} #${variadic ? '*' : index}`))} -f -a '${values.join(' ')}'`],
    ),
    ...options.map(({ names, about: text, values }) => {
      const named = names
        .map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`))
        .join(' ')
      const valued = values === null ? '' : values.length === 0 ? ' -r' : ` -x -a '${values.join(' ')}'`
      return `${at(quoted(`${path} #*`))} ${named}${valued}${about(text)}`
    }),
  ])
  return `# fish completion for ${program}: ${program} completion fish > ~/.config/fish/completions/${program}.fish
function __${program}_at
    set -l at ''
    set -l value ''
    set -l given 0
    set -l tokens (commandline -opc)
    set -e tokens[1]
    for word in $tokens
        if test -n "$value"
            set value ''
            continue
        end
        switch "$at $word"
            case ${commandPaths(nodes).join(' ')}
                set at "$at $word"
                set given 0
            case ${optionPaths(nodes).join(' ')}
                set value $word
            case '*'
                string match -qr -- '^-.' $word; or set given (math $given + 1)
        end
    end
    string match -q -- $argv[1] "$at #$given"
end
${lines.join('\n')}
`
}

const SCRIPTS: Readonly<Record<Shell, (program: string, nodes: readonly CompletionNode[]) => string>> = {
  bash,
  zsh,
  fish,
}
