import { cp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const distDir = process.env.NEXT_DIST_DIR ?? '.next'
const updatedDir = '.next-update'

/**
 * The same program as the next release would bring it: its actions, its chunks and its build have other names, as they have
 * after every build of changed code.
 */
export async function makeUpdatedBuild() {
  await removeUpdatedBuild()
  await cp(distDir, updatedDir, { recursive: true, filter: (path) => !/[\\/](cache|dev|types)$/.test(path) })
  const buildId = (await readFile(join(distDir, 'BUILD_ID'), 'utf8')).trim()
  const { node: actions } = JSON.parse(
    await readFile(join(distDir, 'server', 'server-reference-manifest.json'), 'utf8'),
  ) as { node: Record<string, unknown> }
  const renamed = (text: string) =>
    Object.keys(actions).reduce(
      (changed, id) => changed.replaceAll(id, `${id.slice(0, -4)}${[...id.slice(-4)].reverse().join('')}`),
      text.replaceAll('static/chunks', 'static/update').replaceAll(buildId, `${buildId}-2`),
    )
  for (const file of await readdir(updatedDir, { recursive: true, withFileTypes: true })) {
    if (!file.isFile() || !/\.(js|json|html|rsc|txt)$|BUILD_ID$/.test(file.name)) continue
    const path = join(file.parentPath, file.name)
    const text = await readFile(path, 'utf8')
    const changed = renamed(text)
    if (changed !== text) await writeFile(path, changed)
  }
  await rename(join(updatedDir, 'static', 'chunks'), join(updatedDir, 'static', 'update'))
  await rename(join(updatedDir, 'static', buildId), join(updatedDir, 'static', `${buildId}-2`))
  return { NEXT_DIST_DIR: updatedDir }
}

export const removeUpdatedBuild = () => rm(updatedDir, { recursive: true, force: true })
