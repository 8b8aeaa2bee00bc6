import { imports } from './import-map.ts'

const opens = 'db/testing.ts'
const isTest = /^(lib|db|gateway|sdk)\/.*\.test\.ts$|^bin\/.*\.postgres\.test\.ts$/
const isOnServer = /\.postgres\.test\.ts$/

/** The tests that open a database, directly or through imports. The others behave the same with either database. */
export const databaseTests = [...imports.keys()].filter(
  (path) => isTest.test(path) && (isOnServer.test(path) || reaches(path)),
)

function reaches(path: string, seen = new Set<string>()): boolean {
  if (path === opens) return true
  if (seen.has(path)) return false
  seen.add(path)
  return (imports.get(path) ?? []).some((one) => reaches(one, seen))
}
