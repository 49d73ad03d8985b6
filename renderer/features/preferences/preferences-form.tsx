import { DENSITIES, TEXT_SIZES, type PreferenceChange, type Preferences } from '../../../shared/ipc/preference-contract'
import { ChoiceGroup } from '../../components/choice-group'

const SIZE_WORDS: Readonly<Record<(typeof TEXT_SIZES)[number], string>> = { 100: '100 %, as designed', 115: '115 %', 130: '130 %', 150: '150 %, largest' }
const DENSITY_WORDS: Readonly<Record<(typeof DENSITIES)[number], readonly [words: string, hint: string]>> = {
  comfortable: ['Comfortable', 'Room around each line'],
  compact: ['Compact', 'More lines on the screen at once'],
}

interface PreferencesFormProps {
  readonly preferences: Preferences
  readonly onChange: (change: PreferenceChange) => void
}

/** How it looks and how it is driven. Each choice takes effect at once. */
export function PreferencesForm({ preferences, onChange }: PreferencesFormProps) {
  const { textSize, density, isMotionReduced, areSingleKeysOn } = preferences
  return (
    <form className="preferences__form" onSubmit={(event) => event.preventDefault()} autoComplete="off" aria-label="How Casement looks">
      <ChoiceGroup
        id="text-size" kind="radios" legend="Text size" hint="Everything grows with it." chosen={[String(textSize)]}
        options={TEXT_SIZES.map((size) => ({ value: String(size), words: SIZE_WORDS[size] }))}
        onToggle={(chosen) => { const size = TEXT_SIZES.find((each) => String(each) === chosen); if (size !== undefined) onChange({ textSize: size }) }}
      />
      <ChoiceGroup
        id="density" kind="radios" legend="Lists and panels" chosen={[density]}
        options={DENSITIES.map((each) => ({ value: each, words: DENSITY_WORDS[each][0], hint: DENSITY_WORDS[each][1] }))} onToggle={(each) => onChange({ density: each })}
      />
      <ChoiceGroup
        id="reduced-motion" kind="checkboxes" legend="Motion" chosen={isMotionReduced ? ['reduced'] : []}
        options={[{ value: 'reduced', words: 'Nothing moves or fades', hint: 'Off: as your system is set' }]} onToggle={() => onChange({ isMotionReduced: !isMotionReduced })}
      />
      <ChoiceGroup
        id="preference-single-keys" kind="checkboxes" legend="Keys" chosen={areSingleKeysOn ? ['on'] : []}
        options={[{ value: 'on', words: 'Single keys are on', hint: 'Turn them off when you work by voice. The Tab, Enter and arrow keys always work' }]} onToggle={() => onChange({ areSingleKeysOn: !areSingleKeysOn })}
      />
    </form>
  )
}
