import { readFileSync } from 'node:fs'
import semver from 'semver'
import { expect, it } from 'vitest'

/** Published advisories apply to versions below these. */
const floors = {
  next: '16.2.11',
  react: '19.2.6',
  'react-dom': '19.2.6',
  'next-auth': '4.24.15',
}

const lock: { packages: Record<string, { version?: string; hasInstallScript?: boolean }> } = JSON.parse(
  readFileSync('package-lock.json', 'utf8'),
)

it.each(Object.entries(floors))('%s is at least %s wherever it is installed', (name, floor) => {
  const installed = Object.entries(lock.packages).filter(([path]) => path.endsWith(`node_modules/${name}`))
  expect(installed).not.toEqual([])
  for (const [path, { version = '0.0.0' }] of installed) expect(semver.gte(version, floor), path).toBe(true)
})
