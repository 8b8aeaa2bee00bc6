import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { transformSync } from 'esbuild'
import { expect, it } from 'vitest'

/** Phrases that read as translated, or that have a better term in the glossary of CONTRIBUTING.md. */
const oldWords = [
  /\bWhoever\b|\bwhoever (?:is|has|had|got|was)\b/,
  /(?<!-)\b(?:some|every|any)body\b/i,
  /\bwhat (?:is|was) (?:absent|missing) stays\b/i,
  /\bfor ever\b/i,
  /\bin no more\b(?! than)/i,
  /n[’']t (?:\w+ ){1,3}any more\b/i,
  /\banew\b/i,
  /\bshown this once\b/i,
  /\bwithdraws it by this\b/i,
  /\bis as it was\b/i,
  /\bwhat (?:came|became) of\b/i,
  /\bmade-up\b/i,
  /\b(?:is|are) told of\b/i,
  /\bcounts at once\b/i,
  /\b(?:it|that) is so\b/i,
  /\bfour[ -]eyes\b/i,
  /\be-mails?\b/i,
  /\bper cent\b/i,
  /\d %/,
  /\bnotification centre\b/i,
  /\biOS[’']s (?:own|question)\b/i,
  /\bcompany[’']s (?:own )?API\b/i,
  /\b(?:key|team|device|message|request|user|bundle|collapse) id\b/,
  /\bAPNs (?:refuses|refused)\b/,
  /\bRecover \$\{|\brecovered deliver|\bto recover are\b/,
]

const inFolders = (folders: string[], ending: RegExp) =>
  folders
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
    .filter((path) => ending.test(path) && !/\.test\.tsx?$|(?:^|\/)testing/.test(path))

/** A program without its comments: the words that remain are user-facing. esbuild keeps some comment lines. */
const withoutComments = (path: string) =>
  transformSync(readFileSync(path, 'utf8'), {
    loader: path.endsWith('x') ? 'tsx' : 'ts',
    jsx: 'preserve',
    legalComments: 'none',
    charset: 'utf8',
  }).code.replaceAll(/^\s*(?:\/\*\*.*\*\/|\/\/.*)$/gm, '')

/** A page without its code samples. */
const withoutCode = (path: string) => readFileSync(path, 'utf8').replaceAll(/^```[\s\S]*?^```$/gm, '')

const texts = [
  ...inFolders(['app', 'bin', 'components', 'gateway', 'lib'], /\.tsx?$/).map((path) => [path, withoutComments(path)]),
  ...inFolders(['docs'], /\.md$/).map((path) => [path, withoutCode(path)]),
  ...['README.md', 'SECURITY.md', 'CONTRIBUTING.md', 'sdk/README.md'].map((path) => [path, withoutCode(path)]),
] as [path: string, text: string][]

it.each(oldWords)('no user-facing text contains %s', (phrase) => {
  expect(texts.length).toBeGreaterThan(1_000)
  const found = texts.flatMap(([path, text]) => (phrase.test(text) ? [`${path}: ${linesWith(phrase, text)}`] : []))
  expect(found).toEqual([])
})

const linesWith = (phrase: RegExp, text: string) =>
  text
    .split('\n')
    .filter((line) => phrase.test(line))
    .map((line) => line.trim())
    .join(' … ')
