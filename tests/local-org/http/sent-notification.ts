/** A notification as it went out. */
export interface SentNotification {
  readonly typeId: string;
  readonly recipientIds: readonly string[];
  readonly title: string;
  readonly body: string;
  readonly targetId: string | null;
  readonly senderId: string;
}
