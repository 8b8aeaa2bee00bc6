import { Outside } from '@/components/ui/text/outside'
import { modelName } from '@/lib/devices/model-name'
import { localeWords, timeZoneWords } from '@/lib/format/locale'

/** The reported value in readable form, with the original in the tooltip. */
export const ModelWords = ({ model }: { model: string }) => <Words raw={model} words={modelName(model)} />
export const LanguageWords = ({ locale }: { locale: string }) => <Words raw={locale} words={localeWords(locale)} />
export const TimeZoneWords = ({ timeZone }: { timeZone: string }) => (
  <Words raw={timeZone} words={timeZoneWords(timeZone)} />
)

function Words({ raw, words }: { raw: string; words: string }) {
  return (
    <span title={raw}>
      <Outside>{words}</Outside>
    </span>
  )
}
