import { readFileSync } from 'node:fs'
import { z } from 'zod'

const PackagesSchema = z.strictObject({
  /** The Debian package, and the folder that it was installed into in place of `/`. */
  deb: z.string(), installed: z.string(),
  /** The unpacked folders: as released, and with the debug surface open. */
  release: z.string(), test: z.string(),
})

/** What build/package/test-package.ts has packed. */
export function packages(): z.infer<typeof PackagesSchema> {
  const file = process.env.CASEMENT_PACKAGES
  if (file === undefined) throw new Error('CASEMENT_PACKAGES is not set: run these specs by "npm run package -- --test"')
  return PackagesSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
}
