import { createContext, useContext, useMemo, type ReactNode } from 'react'

interface KeySettings {
  readonly areSingleKeysOn: boolean
  readonly setSingleKeys: (isOn: boolean) => void
}

const KeySettingsContext = createContext<KeySettings>({ areSingleKeysOn: true, setSingleKeys: () => undefined })

interface KeySettingsProviderProps {
  readonly areSingleKeysOn: boolean
  readonly onChange: (isOn: boolean) => void
  readonly children: ReactNode
}

/** Single-key shortcuts can be switched off (WCAG 2.1.4): speech users trigger them by talking. A preference, so that it is switched off once. */
export function KeySettingsProvider({ areSingleKeysOn, onChange, children }: KeySettingsProviderProps) {
  const value = useMemo(() => ({ areSingleKeysOn, setSingleKeys: onChange }), [areSingleKeysOn, onChange])
  return <KeySettingsContext value={value}>{children}</KeySettingsContext>
}

export const useKeySettings = (): KeySettings => useContext(KeySettingsContext)
