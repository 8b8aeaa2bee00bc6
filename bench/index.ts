import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** `npm run bench` runs all; `npm run bench -- prompt delivery` runs those. Each prints ratios to a control of the same run. */
async function main(wanted: string[]) {
  const folder = import.meta.dirname
  const names = (await readdir(folder))
    .filter((file) => file.endsWith('.bench.ts'))
    .map((file) => file.replace('.bench.ts', ''))
  const unknown = wanted.filter((name) => !names.includes(name))
  if (unknown.length) throw new Error(`No such benchmark: ${unknown.join(', ')}. There are: ${names.join(', ')}.`)
  for (const name of wanted.length ? wanted : names) {
    console.log(`\n— ${name} —`)
    const { run } = (await import(join(folder, `${name}.bench.ts`))) as { run: () => Promise<void> }
    await run()
  }
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error)
    process.exit(1)
  },
)
