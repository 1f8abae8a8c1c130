/**
 * The knowledge base as the build leaves it in dist/: in parts, so that a command parses only what it reads. The figures of a context stand
 * in a file of their own with what they rest on, since a case has one context; so does what only a listing shows.
 */
import { imageOf } from '../core/network/kernel/tables.ts'
import { networkOf, planOf } from '../core/network/noisy-or.ts'
import type {
  CitedSource,
  CompiledContext,
  ContextFinding,
  Estimate,
  Frequency,
  Ground,
  KnowledgeBase,
  NetworkPlan,
  WholeKnowledgeBase,
} from '../core/rules/knowledge-base.ts'
import type { Diagnosis, Finding } from '../core/rules/schema/vocabulary.ts'
import { once } from '../core/text/lazy.ts'
import { linesOf, recordOf, rowsOf } from './keyed-records.ts'
import { readFileUpTo, readInto } from './world.ts'

/** No part is larger: a pack of rules has at most 16 MiB. */
const PART_LIMIT = 256 * 1024 * 1024

const VERSION = 'version.json'
const MAIN = 'rules.json'
const CATALOGUE = 'catalogue.json'
const SUSPECTS = 'suspects.json'
const SOURCES = 'sources.txt'
const figuresPart = (id: string): string => `figures-${id}.txt`
const planPart = (id: string): string => `plan-${id}.json`
const imagePart = (id: string): string => `image-${id}.bin`
const bandsPart = (id: string): string => `bands-${id}.json`
const groundsPart = (id: string): string => `grounds-${id}.txt`

export type RulesVersion = Pick<KnowledgeBase, 'version' | 'digest' | 'packs'>
type Figures<F extends Estimate> = CompiledContext<F>['findings']
type Figure = Omit<ContextFinding, 'finding'>
type Main = Omit<KnowledgeBase, 'contexts' | 'sources' | 'suspects'> & {
  readonly contexts: readonly Omit<CompiledContext, 'findings' | 'plan' | 'image' | 'grounds'>[]
}
type Catalogue = Pick<WholeKnowledgeBase, 'findings' | 'diagnoses' | 'sources' | 'codeSystems'>

const withoutCodes = <T extends { readonly codes?: unknown }>({ codes, ...rest }: T): Omit<T, 'codes'> => rest

function slimFinding({ codes, definition, note, ctcae, fhir, options, ...rest }: Finding): Finding {
  return options === undefined ? rest : { ...rest, options: options.map(withoutCodes) }
}

const slimDiagnosis = (diagnosis: Diagnosis): Diagnosis => withoutCodes(diagnosis)

const slimSource = ({ title, year, doi, pmid, pmcid, url }: CitedSource): CitedSource => ({
  title,
  year,
  doi,
  pmid,
  pmcid,
  url,
})

const slimFigure = ({ point, rules }: Estimate): Estimate => ({ point, rules })

const slimFigures = ({ finding, background, given }: ContextFinding): ContextFinding => ({
  finding,
  background: slimFigure(background),
  given: Object.fromEntries(Object.entries(given).map(([diagnosis, figure]) => [diagnosis, slimFigure(figure)])),
})

const byFinding = (findings: Figures<Estimate>): Record<string, Figure> =>
  Object.fromEntries(findings.map(slimFigures).map(({ finding, ...figure }) => [finding, figure]))

/** The figures of a finding, parsed when somebody asks for one of them. */
function figureRow(finding: string, parsed: () => Figure): ContextFinding {
  return {
    finding,
    get background() {
      return parsed().background
    },
    get given() {
      return parsed().given
    },
  }
}

const slimContext = ({ findings, grounds, ...rest }: CompiledContext): Main['contexts'][number] => rest

/** JSON text in ASCII, which is both smaller in memory and faster to parse than text in which a single character is not. */
const inAscii = (json: string): string =>
  json.replace(/[\u0080-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** File names in dist/ and what is in each. */
export function partsOf(kb: WholeKnowledgeBase): ReadonlyMap<string, string | Uint8Array> {
  const { sources, codeSystems, suspects, ...rest } = kb
  const { version, digest, findings, diagnoses, contexts } = rest
  const main: Main = {
    ...rest,
    findings: findings.map(slimFinding),
    diagnoses: diagnoses.map(slimDiagnosis),
    contexts: contexts.map(slimContext),
  }
  const catalogue: Catalogue = { findings, diagnoses, sources, codeSystems }
  const named: RulesVersion = { version, digest }
  const parts = [
    [VERSION, named] as const,
    [MAIN, main] as const,
    [CATALOGUE, catalogue] as const,
    [SUSPECTS, suspects] as const,
    ...contexts.map((context) => [planPart(context.id), planOf(kb, context) satisfies NetworkPlan] as const),
    ...contexts.map(({ id, findings }) => [bandsPart(id), findings satisfies Figures<Frequency>] as const),
  ]
  return new Map<string, string | Uint8Array>([
    ...contexts.map((context) => [imagePart(context.id), imageOf(networkOf(kb, context))] as const),
    ...parts.map(([name, part]) => [name, inAscii(JSON.stringify(part))] as const),
    ...contexts.map(({ id, findings }) => [figuresPart(id), inAscii(linesOf(byFinding(findings)))] as const),
    ...contexts.map(({ id, grounds }) => [groundsPart(id), inAscii(linesOf(grounds))] as const),
    [
      SOURCES,
      inAscii(linesOf(Object.fromEntries(Object.entries(sources).map(([id, source]) => [id, slimSource(source)])))),
    ],
  ])
}

/** One part as it was written; a part that is missing beside the others is a broken installation, thus a defect. */
export function bytesOf(folder: string, name: string): Buffer {
  const part = readFileUpTo(`${folder}/${name}`, PART_LIMIT)
  if ('code' in part) throw new Error(`${name}: ${part.code}`)
  return part.bytes
}

/** Where a part is read before it is text: a page of memory costs most when it is first touched. */
const room = once(() => Buffer.allocUnsafe(512 * 1024))

function readPart(folder: string, name: string): string {
  const [length] = readInto(room(), [`${folder}/${name}`]) ?? []
  return length === undefined ? bytesOf(folder, name).toString('latin1') : room().toString('latin1', 0, length)
}

export const readCompiledVersion = (folder: string): RulesVersion =>
  JSON.parse(readPart(folder, VERSION)) as RulesVersion

/** What of the network of a context the build has worked out. */
interface Planned {
  readonly plan: (id: string) => NetworkPlan | undefined
  readonly image: (id: string) => Uint8Array | undefined
}

const NOT_PLANNED: Planned = { plan: () => undefined, image: () => undefined }

/** Contexts whose figures are read when somebody asks for them. */
function contextsOf<F extends Estimate>(
  folder: string,
  contexts: Main['contexts'],
  read: (id: string) => Figures<F>,
  planned: Planned,
): readonly CompiledContext<F>[] {
  return contexts.map((context) => {
    const findings = once(() => read(context.id))
    const plan = once(() => planned.plan(context.id))
    const image = once(() => planned.image(context.id))
    const grounds = once(() => recordOf<Ground>(readPart(folder, groundsPart(context.id))))
    return {
      ...context,
      get plan() {
        return plan()
      },
      get image() {
        return image()
      },
      get findings() {
        return findings()
      },
      get grounds() {
        return grounds()
      },
    }
  })
}

const readSuspects = (folder: string): KnowledgeBase['suspects'] =>
  JSON.parse(readPart(folder, SUSPECTS)) as KnowledgeBase['suspects']

/** Puts the parts in `folder` together. */
export function readCompiled(folder: string): KnowledgeBase {
  const main = JSON.parse(readPart(folder, MAIN)) as Main
  const figures = (id: string) => rowsOf<Figure, ContextFinding>(readPart(folder, figuresPart(id)), figureRow)
  const planned: Planned = {
    plan: (id) => JSON.parse(readPart(folder, planPart(id))) as NetworkPlan,
    image: (id) => bytesOf(folder, imagePart(id)),
  }
  const sources = recordOf<CitedSource>(readPart(folder, SOURCES))
  const suspects = once(() => readSuspects(folder))
  return {
    ...main,
    sources,
    contexts: contextsOf(folder, main.contexts, figures, planned),
    get suspects() {
      return suspects()
    },
  }
}

/** With what only a listing or the export shows. */
export function readCompiledWhole(folder: string): WholeKnowledgeBase {
  const main = JSON.parse(readPart(folder, MAIN)) as Main
  const catalogue = JSON.parse(readPart(folder, CATALOGUE)) as Catalogue
  const bands = (id: string) => JSON.parse(readPart(folder, bandsPart(id))) as Figures<Frequency>
  const contexts = contextsOf(folder, main.contexts, bands, NOT_PLANNED)
  return { ...main, ...catalogue, suspects: readSuspects(folder), contexts }
}
