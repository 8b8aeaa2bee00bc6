import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const document = readFileSync('docs/security.md', 'utf8')

it.each([...new Set(document.match(/(?<=`)[\w./-]+\.(?:test|spec)\.tsx?(?=`)/g))])(
  'docs/security.md names a test that exists: %s',
  (path) => expect(existsSync(path)).toBe(true),
)

it('the bill of materials names every package that the lock file installs', () => {
  const printed = execFileSync('npm', ['run', '--silent', 'sbom'], { encoding: 'utf8', maxBuffer: 2 ** 24 })
  const bill: { bomFormat: string; components: { purl: string }[] } = JSON.parse(printed)
  const lock: { packages: Record<string, { version?: string; optional?: boolean; devOptional?: boolean }> } =
    JSON.parse(readFileSync('package-lock.json', 'utf8'))
  const installed = Object.entries(lock.packages)
    .filter(([path, { optional, devOptional }]) => path && !optional && !devOptional)
    .map(([path, { version }]) => `${path.split('node_modules/').at(-1)}@${version}`)
  const named = new Set(
    bill.components.map(({ purl }) => decodeURIComponent(purl.replace(/^pkg:npm\//, '').replace(/\?.*$/, ''))),
  )
  expect(bill.bomFormat).toBe('CycloneDX')
  expect(installed.filter((one) => !named.has(one))).toEqual([])
})
