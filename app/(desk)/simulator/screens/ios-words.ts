/** iOS's own texts in the languages of the demo customers. */
type IosWords = {
  alertTitle: (app: string) => string
  alertBody: string
  allow: string
  dontAllow: string
  notifications: string
  notificationCenter: string
  settings: string
  swipeUp: string
  more: (count: number) => string
  less: string
  clear: string
  unread: (count: number) => string
}

const english: IosWords = {
  alertTitle: (app) => `“${app}” Would Like to Send You Notifications`,
  alertBody: 'Notifications may include alerts, sounds and icon badges. These can be configured in Settings.',
  allow: 'Allow',
  dontAllow: 'Don’t Allow',
  notifications: 'Notifications',
  notificationCenter: 'Notification Center',
  settings: 'Settings',
  swipeUp: 'Press the bar to open',
  more: (count) => `${count} more`,
  less: 'Show less',
  clear: 'Clear',
  unread: (count) => `${count} unread`,
}

const words: Record<string, IosWords> = {
  en: english,
  de: {
    alertTitle: (app) => `„${app}“ möchte dir Mitteilungen senden`,
    alertBody:
      'Mitteilungen können Hinweise, Töne und Symbolkennzeichen enthalten und in den Einstellungen konfiguriert werden.',
    allow: 'Erlauben',
    dontAllow: 'Nicht erlauben',
    notifications: 'Mitteilungen',
    notificationCenter: 'Mitteilungszentrale',
    settings: 'Einstellungen',
    swipeUp: 'Zum Öffnen die Leiste drücken',
    more: (count) => `${count} weitere`,
    less: 'Weniger',
    clear: 'Löschen',
    unread: (count) => `${count} ungelesen`,
  },
  es: {
    alertTitle: (app) => `“${app}” quiere enviarte notificaciones`,
    alertBody:
      'Las notificaciones pueden incluir alertas, sonidos y globos en los íconos. Puedes configurarlas en Configuración.',
    allow: 'Permitir',
    dontAllow: 'No permitir',
    notifications: 'Notificaciones',
    notificationCenter: 'Centro de notificaciones',
    settings: 'Configuración',
    swipeUp: 'Presiona la barra para abrir',
    more: (count) => `${count} más`,
    less: 'Mostrar menos',
    clear: 'Borrar',
    unread: (count) => `${count} sin leer`,
  },
  fr: {
    alertTitle: (app) => `« ${app} » souhaite vous envoyer des notifications`,
    alertBody:
      'Les notifications peuvent inclure des alertes, des sons et des pastilles. Vous pouvez les configurer dans Réglages.',
    allow: 'Autoriser',
    dontAllow: 'Refuser',
    notifications: 'Notifications',
    notificationCenter: 'Centre de notifications',
    settings: 'Réglages',
    swipeUp: 'Appuyez sur la barre pour ouvrir',
    more: (count) => `${count} de plus`,
    less: 'Réduire',
    clear: 'Effacer',
    unread: (count) => `${count} non lus`,
  },
  ja: {
    alertTitle: (app) => `“${app}”は通知を送信します。よろしいですか?`,
    alertBody:
      '通知方法は、テキスト、サウンド、アイコンバッジが利用できる可能性があります。通知方法は“設定”で設定できます。',
    allow: '許可',
    dontAllow: '許可しない',
    notifications: '通知',
    notificationCenter: '通知センター',
    settings: '設定',
    swipeUp: 'バーを押して開く',
    more: (count) => `ほか${count}件`,
    less: '表示を減らす',
    clear: '消去',
    unread: (count) => `未読${count}件`,
  },
}

export const iosWords = (locale: string): IosWords => words[locale.split('-')[0] ?? ''] ?? english
