from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Every form field looks the same: label, help, input, error, tied together for screen readers."""

    field_template_name = "components/field.html"
