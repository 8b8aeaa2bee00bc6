ALTER TABLE "companies" ADD COLUMN "message_text_days" integer;--> statement-breakpoint
ALTER TABLE "environments" ADD COLUMN "texts_marked_down_to" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "environments" ADD COLUMN "addresses_hashed_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "text_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "text_removed_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "notifications_text_idx" ON "notifications" USING btree ("text_until") WHERE "notifications"."text_until" is not null and "notifications"."text_removed_at" is null;