# Every command of the project. It needs python3 (3.11 or newer), make and git on the machine, nothing else.
PY ?= python3
PYTHON := .venv/bin/python
INSTALL := @$(PY) tools/install.py requirements.txt requirements-local.txt
DEV := @exec $(PYTHON) -m tools.dev
# Every test on every processor; what ARGS chooses runs in one process, where --pdb and -s work.
TESTS = $(or $(ARGS),--numprocesses=logical --maxprocesses=4 --dist=worksteal)

.PHONY: help run manage test pytest check bench night fmt messages lock secrets

help:
	@echo "Tiến Độ: các lệnh (make LỆNH)"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1 \2/p' Makefile | while read -r name text; do printf '  %-9s %s\n' "$$name" "$$text"; done

run: ## chạy toàn bộ hệ thống tại http://127.0.0.1:8000/ (PORT=9000 đổi cổng, DEMO=0 không có dữ liệu minh hoạ, DEMO=0 PLAN= để trống)
	$(INSTALL)
	$(DEV) run

manage: ## chạy một lệnh quản trị, ví dụ make manage ARGS="create_administrator"
	$(INSTALL)
	$(DEV) manage $(ARGS)

test: ## kiểm tra mã nguồn rồi chạy mọi bài kiểm thử (ARGS="tests/plan -k ten" để chọn bài)
	$(INSTALL) requirements-dev.txt
	$(DEV) test $(TESTS)

pytest: ## chỉ chạy các bài kiểm thử, không kiểm tra mã nguồn (ARGS như trên)
	$(INSTALL) requirements-dev.txt
	$(DEV) pytest $(TESTS)

check: ## chỉ kiểm tra mã nguồn: ruff, mypy, djlint
	$(INSTALL) requirements-dev.txt
	$(DEV) check

bench: ## đo tốc độ các trang và bản tổng hợp, ghi vào var/bench.json
	$(INSTALL) requirements-dev.txt
	$(DEV) bench $(ARGS)

night: ## đêm hạn chót: 200 cơ quan cùng ghi và gửi trong khi máy chủ bị ngắt (AGENCIES=50 đổi số cơ quan)
	$(INSTALL) requirements-dev.txt
	@NIGHT_AGENCIES=$(or $(AGENCIES),200) $(PYTHON) -m tools.dev pytest tests/night -q -s

fmt: ## định dạng lại mã nguồn
	$(INSTALL) requirements-dev.txt
	$(DEV) fmt

messages: ## cập nhật bản dịch tiếng Anh
	$(INSTALL) requirements-dev.txt
	@exec $(PYTHON) tools/messages.py $(ARGS)

# Run it with the oldest Python that is supported (PY=...), or the lock may name packages that refuse it.
lock: ## ghi lại phiên bản của mọi gói vào requirements.lock
	$(INSTALL) requirements-dev.txt
	@$(PYTHON) -m pip freeze > requirements.lock

secrets: ## tạo thư mục secrets/ với mật khẩu ngẫu nhiên cho docker compose
	@sh tools/new-secrets.sh
