"""Publishing an edition: a record becomes rows, differences are noted, the vanished are filed.

Everything here happens in one transaction, so that a reader sees the old edition or the new one.
"""

import datetime as dt
import itertools
import logging
from collections import Counter
from dataclasses import dataclass

import msgspec
from celery.exceptions import SoftTimeLimitExceeded
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

import places
from trials import ctgov
from trials.choices import CONTACT_STATUSES, Outcome, Presence, Source
from trials.models import (
    EDITORS_FIELDS,
    LexiconWord,
    Location,
    StagedStudy,
    SyncRun,
    Trial,
    TrialAlias,
    TrialChange,
)
from trials.reading import UNREAD, rules_hash, study_numbers
from trials.reading import read as read_record
from trials.reading.ages import age_groups, stated, too_old, years
from trials.reading.antibodies import Demand
from trials.reading.countries import country_name
from trials.reading.requirements import features
from trials.reading.sites import sites
from vocabulary.folding import words

from .search_vector import vectors

logger = logging.getLogger(__name__)

BATCH = 100
# Errors of the whole sync: never the fault of the one record at which they came up.
OF_THE_WHOLE = (DatabaseError, SoftTimeLimitExceeded)
# So many of the records must be readable, or the sweep is held back.
READABLE_SHARE = 0.995
# How long a study must be missing, in two datasets, before its page says that it is gone.
MISSING_FOR = dt.timedelta(hours=24)


class TooManyFailed(Exception):
    """So many records cannot be published that the fault is rather ours."""


def publish(run: SyncRun, answers: dict) -> None:
    """Make the staged studies, and the answers about vanished ones, the portal's edition.

    A record that cannot be published is set aside. Raises TooManyFailed.
    """
    with transaction.atomic():
        if run.source == Source.SAMPLES:
            if Trial.objects.filter(is_sample=False).exists():
                raise ValueError("sample studies never join real ones")
        else:
            _drop_samples()
        known = _known()
        listed = {nct_id for nct_id, trial in known.items() if trial.presence == Presence.LISTED}
        readable = run.quarantined
        for batch in _batches(_staged_studies(run)):
            _write(run, batch, known)
        failed = run.quarantined - readable
        if failed > max(1, run.fetched * (1 - READABLE_SHARE)):
            raise TooManyFailed(_("%(count)d records cannot be published.") % {"count": failed})
        _retire(run, answers, known)
        _rebuild_lexicon()
        still = Trial.objects.in_latest_sync().values_list("nct_id", flat=True)
        run.vanished = len(listed.difference(still))
        run.finished_at, run.outcome, run.reason = timezone.now(), Outcome.PUBLISHED, ""
        run.save()
        StagedStudy.objects.exclude(run=run).delete()
        run.staged.filter(problem="").delete()


def without_needless_contacts(study: object) -> object:
    """The record itself while somebody may call its contacts; else a copy without any of them."""
    try:
        status = study["protocolSection"]["statusModule"]["overallStatus"]
    except (TypeError, KeyError, IndexError):
        status = None
    return study if status in CONTACT_STATUSES else ctgov.without_contacts(study)


@dataclass
class _Incoming:
    study: dict
    content_hash: str
    scopes: list[str]
    presence: str = Presence.LISTED


def _known():
    rows = Trial.objects.only("nct_id", "content_hash", "rules_version", "scopes", "presence")
    return {trial.nct_id: trial for trial in rows.iterator()}


def _staged_studies(run):
    rows = run.staged.filter(problem="").order_by("key", "scope")
    for _key, group in itertools.groupby(rows.iterator(BATCH), key=lambda row: row.key):
        group = list(group)
        yield _Incoming(group[0].record, group[0].content_hash, [row.scope for row in group])


def _batches(items):
    iterator = iter(items)
    while batch := list(itertools.islice(iterator, BATCH)):
        yield batch


def _write(run, batch, known):
    """Writes those of a batch that differ from what is known, and what differs."""
    fresh = {}
    for incoming in batch:
        record = _record_of(incoming.study)
        now = known.get(record.nct_id)
        if run.source == Source.FILE and now:
            incoming.scopes = now.scopes
        if not now or (now.content_hash, now.rules_version, now.scopes, now.presence) != (
            incoming.content_hash,
            rules_hash(),
            incoming.scopes,
            incoming.presence,
        ):
            fresh[record.nct_id] = (record, incoming)
    # Locked: a decision that an editor saves meanwhile waits, and is taken over after this.
    locked = Trial.objects.select_for_update()
    before = locked.prefetch_related("locations").in_bulk(list(fresh))
    written = []
    for nct_id, (record, incoming) in fresh.items():
        try:
            written.append(_row(run, record, incoming, before.get(nct_id)))
        except OF_THE_WHOLE:
            raise
        except Exception as error:
            _set_aside(run, nct_id, error)
    saved = _save_apart(run, written)
    run.created += sum(row.trial.pk not in before for row in saved)
    run.changed += sum(bool(row.changes) for row in saved)
    TrialChange.objects.bulk_create(change for row in saved for change in row.changes)
    _keep_aliases(fresh[row.trial.pk][0] for row in saved)


@dataclass
class _Row:
    """A study to write, with its sites and what is different from before."""

    trial: Trial
    sites: list[Location]
    changes: list[TrialChange]


def _row(run, record, incoming, before):
    trial = Trial(
        **columns(record),
        further_details=_further_details(incoming.study),
        record=incoming.study,
        content_hash=incoming.content_hash,
        scopes=incoming.scopes,
        presence=incoming.presence,
        is_sample=run.source == Source.SAMPLES,
    )
    sites = site_rows(trial, record)
    if not before:
        return _Row(trial, sites, [])
    trial.decisions = before.decisions
    trial.apply_decisions()
    if before.rules_version != rules_hash():
        # Or a difference of our rules would pass for one of the registry's.
        _read_anew(before)
    changes = [
        TrialChange(run=run, trial=trial, **change) for change in _differences(before, trial, sites)
    ]
    return _Row(trial, sites, changes)


def _save_apart(run, rows):
    """Save rows together or, where the database refuses one of them, each by itself.

    Gives those that are saved.
    """
    try:
        with transaction.atomic():
            _save([row.trial for row in rows], [site for row in rows for site in row.sites])
        return rows
    except DatabaseError:
        logger.exception("a batch of %d studies cannot be saved: trying each alone", len(rows))
    saved = []
    for row in rows:
        try:
            with transaction.atomic():
                _save([row.trial], row.sites)
            saved.append(row)
        except DatabaseError as error:
            _set_aside(run, row.trial.pk, error)
    return saved


def _set_aside(run, nct_id, error):
    """Leave one study as it was, and say so to the editors."""
    logger.error("%s cannot be published: it stays as it was", nct_id, exc_info=error)
    problem = f"{nct_id}: {type(error).__name__}: {error}"[:300].replace("\0", "")
    run.staged.filter(key=nct_id).update(problem=problem)
    run.quarantined += 1


def _save(trials, locations):
    Trial.objects.bulk_create(
        trials, update_conflicts=True, unique_fields=["nct_id"], update_fields=MACHINE_FIELDS
    )
    Location.objects.filter(trial__in=trials).delete()
    Location.objects.bulk_create(locations)


def _keep_aliases(records):
    rows = [
        TrialAlias(alias=alias, nct_id=record.nct_id)
        for record in records
        for alias in record.aliases
    ]
    TrialAlias.objects.bulk_create(
        # Two records may claim one former number; the later one of a batch has it.
        {row.alias: row for row in rows}.values(),
        update_conflicts=True,
        unique_fields=["alias"],
        update_fields=["nct_id"],
    )


def _record_of(study):
    return ctgov.StudyRecord.read(ctgov.legible(study))


def columns(record: ctgov.StudyRecord) -> dict:
    """The columns of Trial that are read from a record, ours among them (ages in years)."""
    protocol = record.protocol_section
    identification, status = protocol.identification_module, protocol.status_module
    sponsors, design = protocol.sponsor_collaborators_module, protocol.design_module
    arms, outcomes = protocol.arms_interventions_module, protocol.outcomes_module
    who, people = protocol.eligibility_module, protocol.contacts_locations_module
    verified = ctgov.PartialDate.read(status.status_verified_date)
    values = {
        "nct_id": record.nct_id,
        "org_study_id": identification.org_study_id_info.id,
        "brief_title": identification.brief_title,
        "official_title": identification.official_title,
        "acronym": identification.acronym,
        "overall_status": status.overall_status,
        "last_known_status": status.last_known_status,
        "why_stopped": status.why_stopped,
        "study_type": design.study_type,
        "enrollment_type": design.enrollment_info.type,
        "status_verified_date_text": verified.text,
        "brief_summary": protocol.description_module.brief_summary,
        "detailed_description": protocol.description_module.detailed_description,
        "eligibility_criteria": who.eligibility_criteria,
        "sex": who.sex,
        "gender_description": who.gender_description,
        "minimum_age": stated(who.minimum_age),
        "maximum_age": stated(who.maximum_age),
        "study_population": who.study_population,
        "lead_sponsor_name": sponsors.lead_sponsor.name,
        "lead_sponsor_class": sponsors.lead_sponsor.class_,
        "ipd_sharing": protocol.ipd_sharing_statement_module.ipd_sharing,
        "ipd_sharing_description": protocol.ipd_sharing_statement_module.description,
    }
    values = {name: value or "" for name, value in values.items()}
    for name in ("start_date", "primary_completion_date", "completion_date"):
        date = getattr(status, f"{name}_struct").read()
        values |= {name: date.date, f"{name}_text": date.text, f"{name}_type": date.type}
    return values | {
        "phases": design.phases,
        "enrollment": design.enrollment_info.count,
        "status_verified_date": verified.date,
        "study_first_posted_date": status.study_first_post_date_struct.read().whole_date,
        "results_first_posted_date": status.results_first_post_date_struct.read().whole_date,
        "last_update_posted_date": status.last_update_post_date_struct.read().whole_date,
        "has_results": record.has_results,
        "gender_based": who.gender_based,
        "healthy_volunteers": who.healthy_volunteers,
        "collaborators": _plain(sponsors.collaborators),
        "interventions": _plain(arms.interventions),
        "arm_groups": _plain(arms.arm_groups),
        "design": _plain(design.design_info)
        | _plain(
            {"patient_registry": design.patient_registry, "target_duration": design.target_duration}
        ),
        "primary_outcomes": _plain(outcomes.primary_outcomes),
        "secondary_outcomes": _plain(outcomes.secondary_outcomes),
        "other_outcomes": _plain(outcomes.other_outcomes),
        "keywords": protocol.conditions_module.keywords,
        "registry_conditions": protocol.conditions_module.conditions,
        "references": _plain(protocol.references_module.references),
        "see_also_links": _plain(protocol.references_module.see_also_links),
        "overall_officials": _plain(people.overall_officials),
        "central_contacts": _contacts(record, people.central_contacts),
        "minimum_age_years": years(who.minimum_age or ""),
        "maximum_age_years": years(who.maximum_age or ""),
        "too_old_years": too_old(who.maximum_age or ""),
        "primary_purpose": (design.design_info.primary_purpose or "")[:100],
        "intervention_types": _distinct(item.type for item in arms.interventions),
        "std_ages": _distinct(who.std_ages) or age_groups(who.minimum_age, who.maximum_age),
        "countries": _distinct(
            name
            for site in people.locations
            for name in (country_name(site.country or ""), _country(site))
        ),
        **_columns_of(_reading_of(record)),
        "study_numbers": study_numbers.forms(record.other_numbers),
        "rules_version": rules_hash(),
        **vectors(record),
    }


def _reading_of(record):
    try:
        return read_record(record)
    except OF_THE_WHOLE:
        raise
    except Exception:
        # Our rules did not foresee it: its fields are right all the same.
        logger.exception("%s cannot be read: left unread", record.nct_id)
        return UNREAD


def _columns_of(reading):
    return {
        "relevance": reading.relevance.relevance.value,
        "includes": reading.includes,
        "may_include": reading.may_include,
        "topics": [topic.topic for topic in reading.topics],
        "antibodies": [
            asked.antibody for asked in reading.antibodies if asked.demand == Demand.REQUIRED
        ],
        "features": features(reading.requirements),
        # As JSON has it: a tuple comes back from the database as a list.
        "readings": msgspec.json.decode(msgspec.json.encode(reading)),
    }


def _distinct(values):
    return sorted({value for value in values if value})


def _further_details(study):
    # Contacts are people's, have columns of their own, and never stand in a TrialChange.
    return ctgov.legible(ctgov.unread(ctgov.without_contacts(study)))


def _contacts(record, contacts):
    return _plain(contacts) if record.overall_status in CONTACT_STATUSES else []


def site_rows(trial: Trial, record: ctgov.StudyRecord) -> list[Location]:
    return [
        _site_row(trial, record, position, site)
        for position, site in enumerate(sites(record), start=1)
    ]


def _site_row(trial, record, position, site):
    country = _country(site)
    town = (site.city or "", site.state or "", country)
    point = (site.geo_point.lat, site.geo_point.lon)
    if None in point or places.is_astray(point, *town):
        point = None, None
    # Distances are measured from the town where there is no such point; else from nowhere.
    place = point if None not in point else places.locate(*town) or (None, None)
    return Location(
        trial=trial,
        position=position,
        facility=site.facility or "",
        status=site.status or "",
        city=site.city or "",
        state=site.state or "",
        zip=site.zip or "",
        country=site.country or "",
        country_name=country,
        area=places.site_area(
            site.city, site.state, country_name(site.country or ""), site.zip, point
        ),
        latitude=point[0],
        longitude=point[1],
        contacts=_contacts(record, site.contacts),
        place_latitude=place[0],
        place_longitude=place[1],
    )


def _country(site):
    """The country that readers look for it in: Hong Kong, where the record says China as well."""
    written = country_name(site.country or "")
    code = places.country_of_site(site.city, site.state, written)
    return places.country_of_area(code) or written


def _plain(value):
    """Plain lists and dictionaries with our spelling of the names, without what is empty."""
    if isinstance(value, msgspec.Struct):
        value = {name.rstrip("_"): getattr(value, name) for name in value.__struct_fields__}
    if isinstance(value, dict):
        plain = {name: _plain(item) for name, item in value.items()}
        return {name: item for name, item in plain.items() if item not in (None, [], {})}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value


# What the sync may overwrite. An editor's column is never among them.
MACHINE_FIELDS = [
    field.name
    for field in Trial._meta.concrete_fields
    if field.name not in ("nct_id", "first_published_at", *EDITORS_FIELDS)
]
# Where a difference is the registry's, and tells a reader something. Never a contact.
TRACKED_FIELDS = [
    name
    for name in MACHINE_FIELDS
    if name
    not in (
        *("start_date", "primary_completion_date", "completion_date", "status_verified_date"),
        *("minimum_age_years", "maximum_age_years", "too_old_years"),
        *("primary_purpose", "intervention_types"),
        *("std_ages", "countries", "study_numbers", "rules_version", "search", "names"),
        *("relevance", "includes", "may_include", "topics", "antibodies", "features", "readings"),
        *("central_contacts", "record", "content_hash", "scopes", "is_sample"),
        *("missing_since", "missing_from_dataset"),
    )
]


def _differences(before, after, sites):
    for name in TRACKED_FIELDS:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield {"field": name, "before": _dated(old), "after": _dated(new)}
    old, new = [_site(site) for site in before.locations.all()], [_site(site) for site in sites]
    if old != new:
        before, after = ({tuple(site.items()) for site in some} for some in (old, new))
        gone = [site for site in old if tuple(site.items()) not in after]
        come = [site for site in new if tuple(site.items()) not in before]
        # The same sites in another order are no difference.
        if gone or come:
            yield {"field": "locations", "before": gone, "after": come}


def _dated(value):
    return value.isoformat() if hasattr(value, "isoformat") else value


def _site(location):
    names = ("facility", "status", "city", "state", "zip", "country")
    return {name: getattr(location, name) for name in names if getattr(location, name)}


def _retire(run, answers, known):
    """Files the studies that are no longer in the registry's answer under what became of them."""
    written = []
    for nct_id, answer in answers.items():
        match answer:
            case ctgov.Found(raw):
                written.append(_out_of_scope(raw, known[nct_id].scopes))
            case ctgov.Renamed(successor, raw):
                TrialAlias.objects.update_or_create(alias=nct_id, defaults={"nct_id": successor})
                if raw is not None and not Trial.objects.filter(nct_id=successor).exists():
                    written.append(_out_of_scope(raw, known[nct_id].scopes))
                _mark(run, nct_id, Presence.RENAMED)
            case ctgov.Absent():
                _absent(run, nct_id)
            case ctgov.Unanswered(reason):
                logger.warning(
                    "%s is not in the sweep, and there is no word of it: %s", nct_id, reason
                )
                run.unanswered.append(nct_id)
    for batch in _batches(written):
        _write(run, batch, known)


def _out_of_scope(raw, scopes):
    study = without_needless_contacts(ctgov.decode_study(raw))
    return _Incoming(study, ctgov.content_hash(study), scopes, Presence.OUT_OF_SCOPE)


def _absent(run, nct_id):
    """Missing at once; gone when another dataset, a day later, does not have it either."""
    trial = Trial.objects.only("presence", "missing_since", "missing_from_dataset").get(pk=nct_id)
    if trial.presence in (Presence.LISTED, Presence.OUT_OF_SCOPE):
        _mark(run, nct_id, Presence.MISSING)
    elif trial.presence == Presence.MISSING and (
        run.data_timestamp != trial.missing_from_dataset
        and timezone.now() - trial.missing_since >= MISSING_FOR
    ):
        _mark(run, nct_id, Presence.GONE)


def _mark(run, nct_id, presence):
    """A study that the registry no longer answers for: nobody is called about it any more."""
    trial = Trial.objects.get(pk=nct_id)
    TrialChange.objects.create(
        run=run, trial=trial, field="presence", before=trial.presence, after=presence
    )
    if presence == Presence.MISSING:
        trial.missing_since, trial.missing_from_dataset = timezone.now(), run.data_timestamp
    trial.presence = presence
    trial.record = ctgov.without_contacts(trial.record)
    trial.central_contacts = []
    # Should it come back, it is written anew.
    trial.content_hash = ""
    trial.save(
        update_fields=[
            *("presence", "missing_since", "missing_from_dataset"),
            *("record", "central_contacts", "content_hash"),
        ]
    )
    trial.locations.update(contacts=[])


def _drop_samples():
    samples = Trial.objects.filter(is_sample=True)
    TrialAlias.objects.filter(nct_id__in=samples.values("nct_id")).delete()
    samples.delete()


def _rebuild_lexicon():
    """The words of what listed studies are called, are about and test, and in how many of them."""
    names = ("brief_title", "acronym", "registry_conditions", "keywords", "interventions")
    counts = Counter()
    for title, acronym, conditions, keywords, interventions in (
        Trial.objects.listed().values_list(*names).iterator()
    ):
        texts = [title, acronym, *conditions, *keywords]
        texts += [
            text
            for item in interventions
            for text in (item.get("name", ""), *item.get("other_names", []))
        ]
        counts.update({word.text for text in texts for word in words(text)})
    LexiconWord.objects.all().delete()
    LexiconWord.objects.bulk_create(
        LexiconWord(word=word, studies=studies)
        for word, studies in counts.items()
        if len(word) > 3 and word.isalnum() and len(word) <= 40
    )


def read_by_old_rules():
    return Trial.objects.exclude(rules_version=rules_hash())


def reread(run: SyncRun, trials, watch=None) -> None:
    """Reads stored records by the rules of today, without fetching anything.

    `watch(run)` is called with every batch; `run.fetched` counts the studies read.
    """
    with transaction.atomic():
        for batch in _batches(trials.iterator(BATCH)):
            locations, read = [], []
            for trial in batch:
                try:
                    locations += site_rows(trial, _read_anew(trial))
                    read.append(trial)
                except OF_THE_WHOLE:
                    raise
                except Exception:
                    logger.exception("%s cannot be read anew: it stays, unread", trial.pk)
                    _leave_unread(trial)
            _save(read, locations)
            run.fetched += len(batch)
            if watch:
                watch(run)
        _rebuild_lexicon()
        run.outcome, run.finished_at = Outcome.PUBLISHED, timezone.now()
        run.reason = _("All studies were read anew, by changed rules.")
        run.save()


def _leave_unread(trial):
    """Keep all that we had of a study but the readings, which the rules of today do not confirm."""
    Trial.objects.filter(pk=trial.pk).update(**_columns_of(UNREAD), rules_version=rules_hash())


def _read_anew(trial) -> ctgov.StudyRecord:
    record = _record_of(trial.record)
    for name, value in columns(record).items():
        setattr(trial, name, value)
    trial.further_details = _further_details(trial.record)
    trial.apply_decisions()
    return record
