import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const files = ['app', 'components']
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((path) => `${folder}/${path}`))
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$|^app\/_server\/|\/route\.ts$/.test(path))
  .map((path) => ({
    path,
    code: readFileSync(join(root, path), 'utf8').replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, ''),
  }))
const actionFiles = new Set(files.filter(({ code }) => code.startsWith("'use server'")).map(({ path }) => path))
const browserFiles = files.filter(({ path }) => !actionFiles.has(path))

/** The wrappers an action must use, so that the open page handles an ended session or an update. */
const ways = /\b(acted|useAct|doneOrSaid(<\w+>)?|answered)\(/g

/** Files that may call fetch directly: calls without a session that could end, and the sign-in itself. */
const mayFetch: Record<string, string> = {
  'components/desk/desk-fetch.ts': 'the one way itself',
  'components/desk/away.ts': 'asks whether the server responds',
  'components/desk/start-again.ts': 'asks whether the server has its code',
  'components/desk/post-to-next-auth.ts': 'begins and ends the session',
  'app/(desk)/simulator/phone/network.ts': 'is the phone’s network, to the public API',
  'app/(desk)/session-dialog.tsx': 'asks whether the person is signed in again',
  'app/(desk)/[company]/[app]/[environment]/prompt/editors.query.ts': 'sends a farewell from a page that is left',
}

/** No one is signed in here, so no session can have ended. */
const mayActAlone = new Set(['app/invitation/[token]/accept-form.tsx', 'app/forgot-password/forgot-password-form.tsx'])

describe('a request from a page to the server', () => {
  it.each(browserFiles.filter(({ path, code }) => actionsIn(path, code).length > 0 && !mayActAlone.has(path)))(
    'runs inside acted: $path',
    ({ path, code }) => {
      const outside = without(code.replace(/^import [\s\S]*?from '[^']+'$/gm, ''))
      const loose = actionsIn(path, code).filter((name) => new RegExp(`(?<![\\w.'"])${name}\\(`).test(outside))
      expect(loose, `call these inside of acted(…): ${loose.join(', ')}`).toEqual([])
    },
  )

  it.each(browserFiles.filter(({ code }) => /(?<![\w.])fetch\(/.test(code)))('uses deskFetch: $path', ({ path }) =>
    expect(mayFetch[path], 'use deskFetch, fetchJson, or askJson').toBeDefined(),
  )

  it('has no unused exceptions', () => {
    const fetching = browserFiles.filter(({ code }) => /(?<![\w.])fetch\(/.test(code)).map(({ path }) => path)
    expect(fetching.sort()).toEqual(Object.keys(mayFetch).sort())
  })
})

/** Lists the names under which the file imports server actions. */
function actionsIn(path: string, code: string): string[] {
  return [...code.matchAll(/^import \{([^}]*)\} from '([^']+)'$/gm)].flatMap(([, names = '', from = '']) => {
    const source = from.startsWith('@/') ? from.slice(2) : relative(root, join(root, dirname(path), from))
    if (!actionFiles.has(`${source}.ts`)) return []
    return names
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name && !name.startsWith('type '))
      .map((name) => name.split(' as ').at(-1) ?? name)
  })
}

/** Removes the arguments of those calls from the code. */
function without(code: string): string {
  let left = code
  for (const { index, 0: opening } of [...code.matchAll(ways)].reverse()) {
    let end = index + opening.length
    for (let depth = 1; depth > 0 && end < left.length; end++)
      depth += left[end] === '(' ? 1 : left[end] === ')' ? -1 : 0
    left = left.slice(0, index) + left.slice(end)
  }
  return left
}
