// Where electron-builder lays things down, and where a runtime keeps its fuses. No effects here.

const FRAMEWORK = 'Contents/Frameworks/Electron Framework.framework/Electron Framework'

/** Paths within the output folder, and one within the runtime's. */
export interface PackagePlaces {
  /** The unpacked app. On Windows and macOS the installer lies beside it. */
  readonly folder: string
  readonly exe: string
  readonly asar: string
  /** The binary with the fuses in it: packed, and in Electron's own distribution. */
  readonly fused: string
  readonly runtimeFused: string
}

/** The places for a platform and an architecture, by Node's names. Throws for one that nothing is packed for. */
export function packagePlaces(platform: NodeJS.Platform, arch: string): PackagePlaces {
  const suffix = arch === 'x64' ? '' : `-${arch}`
  switch (platform) {
    case 'linux':
      return inFolder(`linux${suffix}-unpacked`, 'casement', 'resources/app.asar', 'casement', 'electron')
    case 'win32':
      return inFolder(`win${suffix}-unpacked`, 'Casement.exe', 'resources/app.asar', 'Casement.exe', 'electron.exe')
    case 'darwin':
      return inFolder(
        `mac${suffix}`,
        'Casement.app/Contents/MacOS/Casement',
        'Casement.app/Contents/Resources/app.asar',
        `Casement.app/${FRAMEWORK}`,
        `Electron.app/${FRAMEWORK}`,
      )
    default:
      throw new Error(`Nothing is packed for ${platform}`)
  }
}

function inFolder(folder: string, exe: string, asar: string, fused: string, runtimeFused: string): PackagePlaces {
  return { folder, exe: `${folder}/${exe}`, asar: `${folder}/${asar}`, fused: `${folder}/${fused}`, runtimeFused }
}
