import { access, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isScalar, LineCounter, parseDocument, stringify } from 'yaml'
import type { z } from 'zod'
import { parsePrivateKey } from '@/lib/credentials/parse-private-key'
import { CommandError } from './api'
import { type CompanyConfig, CompanyFile, configSchema, type PlatformConfig, PlatformFile } from './config'
import { nothingChanged } from './file-faults'
import { type Variables, withSecrets } from './secrets'

const schemaFile = 'pushdesk.schema.json'

export type Config = { companies: Read<CompanyConfig>[]; platform: Read<PlatformConfig> | undefined }
/** `placeIn` names a part of the file: `pushdesk/fabrikam.yaml:12: apps[0].bundleId: ` */
export type Read<File> = { file: string; config: File; placeIn: (path: readonly PropertyKey[]) => string }

/** Reads every YAML file in the folder. Throws with every error in all of them, by file, line, and path. */
export async function readConfig(folder: string, variables: Variables): Promise<Config> {
  const names = await readdir(folder).catch(() => {
    throw new CommandError(`There is no folder ${folder}. Run “pushdesk pull” to create it.`)
  })
  const files = names.filter((name) => /\.ya?ml$/.test(name)).sort()
  if (files.length === 0) throw new CommandError(`There are no YAML files in ${folder}.`)
  const faults: string[] = []
  const companies: Read<CompanyConfig>[] = []
  let platform: Read<PlatformConfig> | undefined
  for (const name of files) {
    const file = join(folder, name)
    const read = readFileText(file, await readFile(file, 'utf8'), variables, faults)
    if (!read) continue
    const { config, placeIn } = read
    if ('platform' in config) platform = { file, config, placeIn }
    else companies.push({ file, config, placeIn })
  }
  faults.push(...repeated(companies))
  if (faults.length) throw new CommandError(nothingChanged, faults)
  return { companies, platform }
}

function readFileText(file: string, text: string, variables: Variables, faults: string[]) {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  for (const { message, pos } of document.errors) faults.push(`${file}:${lines.linePos(pos[0]).line}: ${message}`)
  if (document.errors.length) return undefined
  const value: unknown = document.toJS()
  const isPlatform = typeof value === 'object' && value !== null && 'platform' in value
  const parsed = (isPlatform ? PlatformFile : CompanyFile).safeParse(value)
  const placeIn = (path: readonly PropertyKey[]) =>
    `${[`${file}:${lineOf(document, lines, path)}:`, pathOf(path)].filter(Boolean).join(' ')} `
  if (!parsed.success) {
    faults.push(...parsed.error.issues.map((issue) => `${placeIn(issue.path)}${issueWords(issue)}`))
    return undefined
  }
  const config = withSecrets(parsed.data, variables, (path, message) => faults.push(`${placeIn(path)}${message}`))
  faults.push(...keyFaults(config, placeIn))
  return { config, placeIn }
}

/** Reports invalid APNs keys before anything is sent. */
function keyFaults(config: CompanyConfig | PlatformConfig, placeIn: Read<unknown>['placeIn']): string[] {
  const faults: string[] = []
  for (const [index, { environments = {} }] of ('apps' in config ? config.apps : []).entries())
    for (const [name, environment] of Object.entries(environments)) {
      const text = environment?.apnsKey?.privateKey
      const key = text ? parsePrivateKey(text) : undefined
      const path = ['apps', index, 'environments', name, 'apnsKey', 'privateKey']
      if (key && !key.ok) faults.push(`${placeIn(path)}${key.message}`)
    }
  return faults
}

const issueWords = (issue: z.core.$ZodIssue) =>
  issue.code === 'unrecognized_keys' ? `Unknown field “${issue.keys.join('”, “')}”.` : issue.message

/** `apps[0].bundleId:` */
export const pathOf = (path: readonly PropertyKey[]) =>
  path.length === 0
    ? ''
    : `${path.map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index ? '.' : ''}${String(part)}`)).join('')}:`

function lineOf(document: ReturnType<typeof parseDocument>, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true)
    const range = node && typeof node === 'object' && 'range' in node ? (node.range as [number] | undefined) : undefined
    if (range) return lines.linePos(isScalar(node) ? range[0] : range[0]).line
  }
  return 1
}

function repeated(companies: Read<CompanyConfig>[]): string[] {
  const seen = new Map<string, string>()
  const faults: string[] = []
  for (const { file, config } of companies) {
    const names = [config.company.slug, ...config.apps.map(({ slug }) => `${config.company.slug}/${slug}`)]
    for (const name of names) {
      const first = seen.get(name)
      if (first) faults.push(`${file}: ${name} is also in ${first}.`)
      seen.set(name, file)
    }
  }
  return faults
}

export const hasFile = (folder: string, name: string) =>
  access(join(folder, fileNameOf(name))).then(
    () => true,
    () => false,
  )

const fileNameOf = (name: string) => `${name}.yaml`

/** Writes the files for `pull`, and the schema that editors validate them with. */
export async function writeConfig(folder: string, files: Record<string, CompanyConfig | PlatformConfig>) {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, schemaFile), `${JSON.stringify(configSchema(), null, 2)}\n`)
  for (const [name, config] of Object.entries(files)) {
    const text = stringify(config, { lineWidth: 120, singleQuote: true })
    await writeFile(join(folder, fileNameOf(name)), `# yaml-language-server: $schema=./${schemaFile}\n${text}`)
  }
}
