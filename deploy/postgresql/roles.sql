-- The database and its roles, each with the least that its work needs:
--
--   manual_assignments_owner   owns the tables: migrations, restoring
--   manual_assignments_server  the server processes: all rows, but nobody alters the log of planning events
--   manual_assignments_pruner  cuts old events, old notes and expired sessions
--   manual_assignments_backup  reads everything
--
-- Run it as a superuser, with psql, before the first `migrate`, after the first `migrate`, and after each restore:
--
--   sudo -u postgres psql -f deploy/postgresql/roles.sql
--
-- Running it again is safe, also while the server runs: it takes away what it does not name. Tables of later migrations
-- get their rights by themselves. Passwords are left as they are. `-v database=NAME` is for another database's name.
\set ON_ERROR_STOP on
\if :{?database}
\else
\set database manual_assignments
\endif
SET client_min_messages = warning;

SELECT format('CREATE ROLE %I', role)
FROM unnest(ARRAY['manual_assignments_owner', 'manual_assignments_server', 'manual_assignments_pruner',
                  'manual_assignments_backup']) AS role
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role)
\gexec

ALTER ROLE manual_assignments_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
ALTER ROLE manual_assignments_server LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
ALTER ROLE manual_assignments_pruner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
ALTER ROLE manual_assignments_backup LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;

SELECT format('CREATE DATABASE %I TEMPLATE template0 ENCODING ''UTF8''', :'database')
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database')
\gexec

\connect :"database"
SET client_min_messages = warning;
BEGIN;

ALTER DATABASE :"database" OWNER TO manual_assignments_owner;
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database"
   TO manual_assignments_server, manual_assignments_pruner, manual_assignments_backup;

ALTER SCHEMA public OWNER TO manual_assignments_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC, manual_assignments_server, manual_assignments_pruner, manual_assignments_backup;
GRANT USAGE ON SCHEMA public TO manual_assignments_server, manual_assignments_pruner, manual_assignments_backup;

-- What later migrations make. Functions are for everybody unless that is taken away, for all schemas at once.
ALTER DEFAULT PRIVILEGES FOR ROLE manual_assignments_owner REVOKE ALL ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE manual_assignments_owner IN SCHEMA public
   GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO manual_assignments_server;
ALTER DEFAULT PRIVILEGES FOR ROLE manual_assignments_owner IN SCHEMA public
   GRANT USAGE, SELECT ON SEQUENCES TO manual_assignments_server;
ALTER DEFAULT PRIVILEGES FOR ROLE manual_assignments_owner IN SCHEMA public
   GRANT SELECT ON TABLES TO manual_assignments_backup;
ALTER DEFAULT PRIVILEGES FOR ROLE manual_assignments_owner IN SCHEMA public
   GRANT SELECT ON SEQUENCES TO manual_assignments_backup;

-- What is there now.
REVOKE ALL ON ALL TABLES IN SCHEMA public
   FROM PUBLIC, manual_assignments_server, manual_assignments_pruner, manual_assignments_backup;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public
   FROM PUBLIC, manual_assignments_server, manual_assignments_pruner, manual_assignments_backup;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO manual_assignments_server;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO manual_assignments_server;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO manual_assignments_backup;
GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO manual_assignments_backup;

-- The log of planning events is written once and then only read. Its notes and its end are the pruner's; which
-- migrations ran is the owner's.
SELECT format('REVOKE %s ON %I FROM manual_assignments_server', rights, relation)
FROM (VALUES ('monitoring_planningevent', 'UPDATE, DELETE'),
             ('monitoring_assignmentlistchange', 'UPDATE, DELETE'),
             ('monitoring_eventlogstate', 'INSERT, UPDATE, DELETE'),
             ('django_migrations', 'INSERT, UPDATE, DELETE')) AS taken (relation, rights)
WHERE to_regclass(relation) IS NOT NULL
\gexec
SELECT format('GRANT %s ON %I TO manual_assignments_pruner', rights, relation)
FROM (VALUES ('monitoring_planningevent', 'SELECT, DELETE'),
             ('monitoring_assignmentlistchange', 'SELECT, DELETE'),
             ('monitoring_eventlogstate', 'SELECT, INSERT, UPDATE'),
             ('django_session', 'SELECT, DELETE')) AS given (relation, rights)
WHERE to_regclass(relation) IS NOT NULL
\gexec

COMMIT;

SELECT to_regclass('monitoring_planningevent') IS NOT NULL AS migrated
\gset
\if :migrated
\echo The roles have their rights; nobody but the pruner cuts the log of planning events, and nobody alters it.
\else
\echo The roles are there, and the database is empty. Next: manage.py migrate, and then this script again.
\endif
