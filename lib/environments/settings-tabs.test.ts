import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { settingsTabNames, settingsTabs } from './settings-tabs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folders = ['app', 'components', 'lib', 'gateway', 'sdk', 'bin', 'db', 'docs', 'e2e']
const files = [
  'README.md',
  ...folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  ),
].filter((name) => /\.(tsx?|md|mjs)$/.test(name) && !name.endsWith('settings-tabs.test.ts'))

function mentions(pattern: RegExp) {
  return files.flatMap((name) =>
    [...readFileSync(join(root, name), 'utf8').matchAll(pattern)].map(([, tab = '']) => ({ name, tab })),
  )
}

describe('a settings tab named in a text or a link', () => {
  it('exists for every “Settings › …” of Pushdesk’s own', () => {
    const named = mentions(/(?<!iPhone’s )Settings (?:›|>) ([^.,;:’'"`<*\n]+)/g)
    expect(named.length).toBeGreaterThan(5)
    const tabs: string[] = Object.values(settingsTabs)
    const unknown = named.filter(({ tab }) => !tabs.some((word) => tab === word || tab.startsWith(`${word} `)))
    expect(unknown).toEqual([])
  })

  it('exists for every link to settings?tab=…', () => {
    const linked = mentions(/settings\?tab=([\w-]+)/g)
    expect(linked.length).toBeGreaterThan(2)
    const names: string[] = settingsTabNames
    expect(linked.filter(({ tab }) => !names.includes(tab))).toEqual([])
  })
})
