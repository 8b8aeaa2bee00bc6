import { programOf } from './program'

/** Runs the named benchmark alone in this process. */
async function main(name: string) {
  const { run } = (await import(programOf(`${name}.bench`).href)) as { run: () => Promise<void> }
  await run()
}

main(process.argv[2] ?? '').then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error)
    process.exit(1)
  },
)
