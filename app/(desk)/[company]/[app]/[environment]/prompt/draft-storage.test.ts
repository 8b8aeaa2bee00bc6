import { describe, expect, it } from 'vitest'
import { offContent } from '@/lib/prompts/content/content'
import { draftKey, readDraft, type StoredDraft, storeDraft } from './draft-storage'

const draft: StoredDraft = {
  base: { revision: 3, content: null },
  content: { ...offContent, isOn: true },
  origin: { kind: 'restore', restoredFrom: 1 },
  at: '2026-03-01T10:00:00.000Z',
}
const place = { appId: 'a', environmentName: 'sandbox' }

describe('a stored draft', () => {
  it('is restored with the revision it is based on', () => {
    const storage = memory()
    storeDraft(storage, draftKey('ada', place), draft)
    expect(readDraft(storage, draftKey('ada', place))).toMatchObject(draft)
  })

  it('belongs to one person and one place', () => {
    const storage = memory()
    storeDraft(storage, draftKey('ada', place), draft)
    expect(readDraft(storage, draftKey('bob', place))).toBeUndefined()
    expect(readDraft(storage, draftKey('ada', { ...place, environmentName: 'production' }))).toBeUndefined()
  })

  it('is removed if it cannot be parsed or has an older shape', () => {
    const storage = memory()
    for (const text of ['{', JSON.stringify({ ...draft, shape: 0 })]) {
      storage.setItem('broken', text)
      expect(readDraft(storage, 'broken')).toBeUndefined()
      expect(storage.getItem('broken')).toBeNull()
    }
  })

  it('is removed if a newer version of the page stored it', () => {
    const storage = memory()
    const newer = { ...offContent, schema: 2 }
    for (const kept of [
      { ...draft, content: newer },
      { ...draft, base: { revision: 3, content: newer } },
      { ...draft, base: undefined },
      { ...draft, content: 'text' },
    ]) {
      storage.setItem('newer', JSON.stringify({ ...kept, shape: 1 }))
      expect(readDraft(storage, 'newer')).toBeUndefined()
    }
  })

  it('is removed if the browser has no room for it', () => {
    const storage = memory()
    storeDraft(storage, 'full', draft)
    storage.setItem = () => {
      throw new DOMException('no room', 'QuotaExceededError')
    }
    storeDraft(storage, 'full', draft)
    expect(readDraft(storage, 'full')).toBeUndefined()
  })
})

function memory(): Storage {
  const kept = new Map<string, string>()
  return {
    get length() {
      return kept.size
    },
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
  }
}
