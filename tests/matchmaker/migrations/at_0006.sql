-- Rows of an installation at migration 0006: an event with two delegations, a participant, and three of the staff.

INSERT INTO event
  (id, slug, kind, name, city, zone, starts_on, ends_on, phase, agreement, language, slot_minutes, changeover_minutes,
   floor_of_one, mail_invitations, contact_name, contact_email, created_at)
VALUES
  (4, 'forum', 'forum', 'Forum', 'Namur', 'Europe/Brussels', '2027-03-11', '2027-03-11', 'open', 'mutual', 'fr', 25, 5,
   true, false, 'Grappe TIC Éphémère', 'desk@grappe.example', '2026-11-01 10:00:00+00:00');

INSERT INTO category (id, event_id, code, names, position, has_meetings, may_present, weight, guarantee)
VALUES (1, 4, 'basic', '{}', 0, true, false, 1, 0);

INSERT INTO organisation
  (id, external_id, name, name_key, country, website, description, offers_text, seeks_text, sectors, offers, seeks,
   has_logo, search_text, updated_at, updated_by)
VALUES
  (7, 'A1', 'Alpha', 'alpha', 'BE', '', '', '', '', '[]', '[]', '[]', false, '', '2026-11-01 10:00:00+00:00', ''),
  (8, NULL, 'Beta', 'beta', 'BE', '', '', '', '', '[]', '[]', '[]', false, '', '2026-11-01 10:00:00+00:00', '');

INSERT INTO person
  (id, organisation_id, first_name, last_name, email, email_key, phone, linkedin, job_title, language, languages,
   session_epoch, updated_at)
VALUES
  (9, 7, 'Zoé', 'Weiß', 'zoe@a.example', 'zoe@a.example', '', '', '', 'fr', '[]', 3, '2026-11-01 10:00:00+00:00');

INSERT INTO login_link (id, email_key, event_id, secret_hash, expires_at, used_at, created_at)
VALUES
  (1, 'zoe@a.example', 4, 'x', '2026-11-29 10:00:00+00:00', '2026-11-29 09:50:00+00:00', '2026-11-29 09:30:00+00:00');

INSERT INTO delegation (id, event_id, organisation_id, category_id, created_at, feed_epoch)
VALUES (11, 4, 7, 1, '2026-11-01 10:00:00+00:00', 2), (12, 4, 8, 1, '2026-11-01 10:00:00+00:00', 1);

INSERT INTO registration
  (id, event_id, person_id, delegation_id, role, invited_at, lunch_free, calendar, share_email, share_phone,
   share_linkedin, feed_epoch, seen_release)
VALUES (13, 4, 9, 11, 'delegate', '2026-11-01 10:00:00+00:00', false, 'feed', false, false, false, 5, 0);

INSERT INTO staff
  (id, email, email_key, name, language, password_hash, session_epoch, active, administrator, created_at)
VALUES
  (1, 'a@g.example', 'a@g.example', 'Ann', 'fr', '!', 2, true, true, '2026-11-01 10:00:00+00:00'),
  (2, 'b@g.example', 'b@g.example', 'Bob', 'fr', '!', 1, true, false, '2026-11-01 10:00:00+00:00'),
  (3, 'c@g.example', 'c@g.example', 'Cy', 'fr', '!', 1, true, false, '2026-11-01 10:00:00+00:00');

INSERT INTO event_staff (id, event_id, staff_id, role, feed_epoch)
VALUES (21, 4, 1, 'organiser', 4), (22, 4, 2, 'organiser', 1), (23, 4, 3, 'helper', 1);

INSERT INTO meeting (id, event_id, low_id, high_id, ordinal, uid, sequence, created_at)
VALUES (1, 4, 11, 12, 1, '01J00000000000000000000000', 2, '2026-11-01 10:00:00+00:00');

INSERT INTO scenario (id, event_id, kind, version, name, status, seconds, settings, numbers, problem, created_at)
VALUES (1, 4, 'solved', 1, 'A', 'optimal', 1.0, '{}', '{}', '{}', '2026-11-01 10:00:00+00:00');

INSERT INTO release (id, event_id, number, kind, scenario_id, note, published_at)
VALUES (1, 4, 1, 'final', 1, '', '2026-11-01 10:00:00+00:00');

INSERT INTO release_entry
  (id, release_id, registration_id, kind, state, uid, sequence, changed_at, created_at, day, starts, ends, zone,
   starts_at, ends_at, meeting_id, details)
VALUES
  (1, 1, 13, 'meeting', 'confirmed', 'm-01J00000000000000000000000', 2, '2026-11-01 10:00:00+00:00',
   '2026-11-01 10:00:00+00:00', '2027-03-11', '09:00:00', '09:25:00', 'Europe/Brussels', '2027-03-11 08:00:00+00:00',
   '2027-03-11 08:25:00+00:00', 1, 
   '{"event": {"name": "Forum", "slug": "forum", "contact_name": "", "contact_email": ""}, "venue": {"name":
    "Palais des Congrès", "address": "Place d’Armes 1", "city": "Namur", "latitude": 50.46371234, "longitude":
    4.8669}, "place": {"code": "12", "kind": "table", "label": "Hall A"}, "own": {"delegation_id": 1,
    "organisation": "Numalis", "people": [{"registration_id": 1, "name": "Zoé Lambert", "job_title": "CEO",
    "languages": ["fr"]}]}, "other": {"delegation_id": 2, "organisation": "Wallosoft", "people":
    [{"registration_id": 1, "name": "Pierre Ôté", "job_title": "CTO", "languages": ["fr", "nl"]}]}, "why":
    {"mine": {"rank": 2, "strength": "must"}, "theirs": null, "my_answer": null, "their_answer": "yes"}}');

INSERT INTO sent_invitation
  (id, registration_id, uid, meeting_id, method, sequence, content_hash, stamped_at, recipient, thread_root,
   last_message_id, entry_id, standing_id)
VALUES
  (31, 13, 'm-01J00000000000000000000000', 1, 'request', 2, 'x', '2026-11-01 10:00:00+00:00', 'zoe@a.example', '', '',
   1, 1);
