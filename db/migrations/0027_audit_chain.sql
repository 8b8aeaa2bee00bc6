CREATE TABLE "audit_seals" (
	"number" bigint PRIMARY KEY NOT NULL,
	"entry_id" uuid NOT NULL,
	"seal" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "audit_seals_entry_id_unique" UNIQUE("entry_id")
);
--> statement-breakpoint
CREATE TABLE "audit_stream" (
	"name" text PRIMARY KEY NOT NULL,
	"sent_number" bigint NOT NULL
);
--> statement-breakpoint
create function audit_refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name;
end $$;
--> statement-breakpoint
create trigger audit_seals_append_only before update or delete on audit_seals
for each row execute function audit_refuse_change();
--> statement-breakpoint
create trigger audit_seals_refuse_truncate before truncate on audit_seals
for each statement execute function audit_refuse_change();
