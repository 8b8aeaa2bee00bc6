CREATE TABLE "schema_versions" (
	"migrated_to" bigint PRIMARY KEY NOT NULL,
	"version" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
