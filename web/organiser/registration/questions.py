"""Questions of the organiser's own: made, changed, retired."""

from flask import g, render_template, request
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response
from wtforms import BooleanField, RadioField, SelectChoice, StringField, TextAreaField
from wtforms.validators import Length

from matchmaker.base.errors import InvalidInput, TooMany
from matchmaker.base.i18n import LANGUAGES
from matchmaker.enrolment.commands.questions import (
    LONGEST_LABEL,
    QuestionWords,
    add_question,
    change_question,
    question_token,
    retire_question,
)
from matchmaker.enrolment.queries.form import AnswersGiven, count_answers, question_of
from matchmaker.models import Act, AnswerAudience, QuestionKind, RegistrationQuestion
from web import database
from web.auth.guards import organiser_required
from web.authors import author_of
from web.i18n import LANGUAGE_NAMES
from web.organiser.blueprint import bp
from web.organiser.registration.wording import AUDIENCES, QUESTION_KINDS
from web.pages import Page
from web.redirects import redirect_to
from web.saved_forms import SavedForm
from web.submissions import Edit, Sent, Submission

LABEL = Length(max=LONGEST_LABEL)
CHOICES = Length(max=6000)


class QuestionForm(SavedForm):
    """A question in its languages."""

    kind = RadioField(
        lazy_gettext("Kind of answer"),
        default=QuestionKind.TEXT.value,
        choices=[SelectChoice(kind.value, name) for kind, name in QUESTION_KINDS.items()],
    )
    label_fr = StringField(LANGUAGE_NAMES["fr"], validators=[LABEL])
    label_en = StringField(LANGUAGE_NAMES["en"], validators=[LABEL])
    label_nl = StringField(LANGUAGE_NAMES["nl"], validators=[LABEL])
    label_de = StringField(LANGUAGE_NAMES["de"], validators=[LABEL])
    options_fr = TextAreaField(LANGUAGE_NAMES["fr"], validators=[CHOICES], render_kw={"rows": 4})
    options_en = TextAreaField(LANGUAGE_NAMES["en"], validators=[CHOICES], render_kw={"rows": 4})
    options_nl = TextAreaField(LANGUAGE_NAMES["nl"], validators=[CHOICES], render_kw={"rows": 4})
    options_de = TextAreaField(LANGUAGE_NAMES["de"], validators=[CHOICES], render_kw={"rows": 4})
    is_required = BooleanField(lazy_gettext("Must be answered"))
    seen_by = RadioField(
        lazy_gettext("Who else sees the answer?"),
        description=lazy_gettext("People are told before they answer. Organisers always see it."),
        default=AnswerAudience.ORGANISERS.value,
        choices=[SelectChoice(audience.value, name) for audience, name in AUDIENCES.items()],
    )

    @classmethod
    def of(cls, question: RegistrationQuestion, sent: Sent) -> "QuestionForm":
        """Return the form of a question, and with what was `sent`."""
        values = {
            "shown": question_token(question),
            "kind": question.kind.value,
            "is_required": question.is_required,
            "seen_by": question.seen_by.value,
            **{f"label_{code}": question.labels.get(code, "") for code in LANGUAGES},
            **{f"options_{code}": "\n".join(question.options.get(code, [])) for code in LANGUAGES},
        }
        return cls.of_saved(values, sent)

    @property
    def words(self) -> QuestionWords:
        return QuestionWords(
            kind=QuestionKind(self.kind.data),
            labels={code: self[f"label_{code}"].data or "" for code in LANGUAGES},
            options={code: (self[f"options_{code}"].data or "").splitlines() for code in LANGUAGES},
            is_required=self.is_required.data,
            seen_by=AnswerAudience(self.seen_by.data),
        )


@bp.route("/<slug>/registration/questions/new", methods=["GET", "POST"])
@organiser_required
def new_registration_question(slug: str) -> Page:
    """Ask for a new question; POST adds it to the form."""
    new = Submission(QuestionForm(), InvalidInput, TooMany)
    if new.save(lambda form: add_question(database.session(), g.event, form.words, staff=g.staff)):
        return redirect_to("organiser.registration", gettext("The question is on the form."), anchor="questions")
    return _page(new.form, None, new.status)


@bp.route("/<slug>/registration/questions/<int:question_id>", methods=["GET", "POST"])
@organiser_required
def registration_question(slug: str, question_id: int) -> Page:
    """Show a question; POST changes it."""
    session = database.session()
    edit = Edit(
        lambda sent: QuestionForm.of(question_of(session, g.event, question_id), sent),
        author=author_of(Act.CHANGE_REGISTRATION_FORM),
    )
    if edit.save(
        lambda form: change_question(session, g.event, question_id, form.words, shown=form.token, staff=g.staff)
    ):
        return redirect_to("organiser.registration", gettext("Saved."), anchor="questions")
    return _page(edit.form, question_of(session, g.event, question_id), edit.status)


@bp.post("/<slug>/registration/questions/<int:question_id>/retire")
@organiser_required
def retire_registration_question(slug: str, question_id: int) -> Response:
    """Ask a question no longer, or with `again` in the form ask it again."""
    again = "again" in request.form
    retire_question(database.session(), g.event, question_id, retired=not again, staff=g.staff)
    said = gettext("The question is asked again.") if again else gettext("The question is asked no longer.")
    return redirect_to("organiser.registration", said, anchor="questions")


def _page(form: QuestionForm, found: RegistrationQuestion | None, status: int) -> tuple[str, int]:
    answers = count_answers(database.session(), found) if found is not None else AnswersGiven()
    page = render_template(
        "organiser/registration/question.html", form=form, question=found, answers=answers, languages=LANGUAGES
    )
    return page, status
