from django.db import models


class Agency(models.Model):
    """An agency and whom to ask there for records."""

    name = models.CharField(max_length=200, unique=True)
    officer = models.CharField(max_length=200)
    email = models.EmailField()
    phone = models.CharField(max_length=40)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "agencies"

    def __str__(self):
        return self.name
