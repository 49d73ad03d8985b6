declare module 'virtual:build-config' {
  /** The build configuration as read from its file, unparsed: main/settings/build-config.ts holds the schema. */
  export const rawBuildConfig: unknown
}
